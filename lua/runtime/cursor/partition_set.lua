--- The partitions that a cursor follows, in the order in which they came, with a limit.
---
--- An entry is { key, cursor }. There may be tens of thousands: what counts only while a partition
--- is being read is kept elsewhere.
local partition_set = {}
partition_set.__index = partition_set

function partition_set.new()
  return setmetatable({ by_key = {}, order = {}, head = 1, size = 0 }, partition_set)
end

function partition_set:get(key)
  return self.by_key[key]
end

function partition_set:add(key, cursor)
  local entry = { key = key, cursor = cursor }
  self.by_key[key] = entry
  self.order[self.head + self.size] = entry
  self.size = self.size + 1
  return entry
end

--- Gives an entry another key; its place stays.
--- @return table|nil entry, nil when there is none with the old key
function partition_set:rename(old_key, key)
  local entry = self.by_key[old_key]
  if entry then
    self.by_key[old_key] = nil
    self.by_key[key] = entry
    entry.key = key
  end
  return entry
end

--- The entries, oldest first.
function partition_set:each()
  local index = self.head - 1
  return function()
    index = index + 1
    return self.order[index]
  end
end

--- Drops the oldest entry. Beyond the limit one value stands for all partitions, so that nothing of
--- the state is lost with it.
function partition_set:drop_oldest()
  local entry = self.order[self.head]
  self.order[self.head] = nil
  self.head = self.head + 1
  self.by_key[entry.key] = nil
  self.size = self.size - 1
end

return partition_set
