--- The partitions that a cursor follows, in the order in which they came, with a limit.
---
--- There may be tens of thousands, and few of them are read at a time: the cursor of one that
--- nobody reads is kept packed, as a string, where that can be done.
local packed_cursor = require("runtime.cursor.packed_cursor")

local partition_set = {}
partition_set.__index = partition_set

--- @param rules table what the cursors share
function partition_set.new(rules)
  local fields = { rules = rules, by_key = {}, order = {}, head = 1, size = 0 }
  return setmetatable(fields, partition_set)
end

local function unpacked(self, kept)
  return type(kept) == "string" and packed_cursor.restore(self.rules, kept) or kept
end

--- @return table|nil the cursor as it is now, nil for a partition that is not there; what happens
---   to it counts between open and rest only
function partition_set:get(key)
  return unpacked(self, self.by_key[key])
end

--- The same for one that is read from now on.
function partition_set:open(key)
  local cursor = self:get(key)
  self.by_key[key] = cursor
  return cursor
end

--- Nobody reads the partition any more.
function partition_set:rest(key)
  local kept = self.by_key[key]
  if type(kept) == "table" then
    self.by_key[key] = packed_cursor.pack(kept) or kept
  end
end

--- Adds a partition that is not there, or gives one that is there another cursor.
function partition_set:put(key, cursor)
  if self.by_key[key] == nil then
    self.order[self.head + self.size] = key
    self.size = self.size + 1
  end
  self.by_key[key] = cursor
end

local function places_of(self)
  local places = {}
  for place = self.head, self.head + self.size - 1 do
    places[self.order[place]] = place
  end
  return places
end

-- Asked for the many keys of one old state: looked up, as long as what was noted holds.
local function place_of(self, key)
  if not self.places or self.order[self.places[key]] ~= key then
    self.places = places_of(self)
  end
  return self.places[key]
end

--- Gives a partition another key; its place stays.
--- @return boolean whether there was one with the old key
function partition_set:rename(old_key, key)
  local kept = self.by_key[old_key]
  if kept == nil then
    return false
  end
  self.order[place_of(self, old_key)] = key
  self.by_key[old_key], self.by_key[key] = nil, kept
  return true
end

--- The keys and cursors, oldest first.
function partition_set:each()
  local place = self.head - 1
  return function()
    place = place + 1
    local key = self.order[place]
    return key, key and self:get(key)
  end
end

--- Drops the oldest partition. Beyond the limit one value stands for all partitions, so that
--- nothing of the state is lost with it.
function partition_set:drop_oldest()
  local key = self.order[self.head]
  self.order[self.head] = nil
  self.head = self.head + 1
  self.by_key[key] = nil
  self.size = self.size - 1
end

return partition_set
