--- The slices of a partition cursor: the windows of one partition after those of another.
local failure = require("runtime.failure")
local partition_state = require("runtime.cursor.partition_state")
local slice_of = require("runtime.streams.slice")

local partition_slices = {}

local SWITCH = 10000
local CAPACITY = 25000

local function limit(self)
  if not self.global and self.count > SWITCH then
    self.rules.log(
      ("Exceeded the 'SWITCH_TO_GLOBAL_LIMIT' of %d. Switching to global cursor for %s."):format(
        SWITCH,
        self.rules.name
      )
    )
    self.global = true
  end
  local kept = self.partitions
  while kept.size > 0 and kept.size + self.passed > CAPACITY - 1 do
    kept:drop_oldest()
  end
end

--- Begins to read a partition.
--- @return table|nil what is known of it meanwhile (nil for one that is or was read already): key,
---   cursor, `open` slices given out and not closed, `listed` once all slices were given out,
---   `number` the place in the order of generation
local function begin(self, partition, parent_state)
  limit(self)
  local key = partition_state.key(partition)
  local cursor = self:open(key, partition)
  if self.reading[key] ~= nil then
    if not self.warned_of_duplicates then
      self.warned_of_duplicates = true
      self.rules.warn("Partition duplication detected for stream " .. self.rules.name)
    end
    return nil
  end
  local reading = {
    key = key,
    cursor = cursor,
    open = 0,
    listed = false,
    number = self.progress:begin(parent_state),
  }
  self.reading[key] = reading
  return reading
end

local parents_state = partition_state.of_parents

--- The router's slices, each with the parents' state when it came. The router is one slice ahead.
local function partitions(self)
  local generate = self.router:slices()
  local function fetch()
    local slice = generate()
    return slice, slice and parents_state(self.router)
  end
  local started, ahead, ahead_state
  return function()
    if not started then
      started = true
      ahead, ahead_state = fetch()
    end
    local slice, state = ahead, ahead_state
    if slice then
      ahead, ahead_state = fetch()
    end
    return slice, state
  end
end

local function refuse_overlap(partition, window)
  for key in pairs(window) do
    if partition[key] ~= nil then
      failure.value_error("Keys for partition and incremental sync cursor should not overlap")
    end
  end
end

local function window_slice(parent, reading, window, is_last)
  reading.open = reading.open + 1
  reading.listed = is_last
  refuse_overlap(parent.partition, window)
  local slice = slice_of.with_cursor(parent, window)
  slice.reading = reading
  return slice
end

-- Windows are looked at one ahead, so that the last is known as such when it is given out.
local function partition_windows(parent, reading)
  local generate = reading.cursor:windows()
  local ahead = generate()
  return function()
    local window = ahead
    if window then
      ahead = generate()
      return window_slice(parent, reading, window, ahead == nil)
    end
  end
end

--- @param self table partition cursor
--- @return function iterator of slices
function partition_slices.iterate(self)
  local next_partition, current = partitions(self), nil
  return function()
    while true do
      local slice = current and current()
      if slice then
        return slice
      end
      local parent, state = next_partition()
      if not parent then
        return nil
      end
      local reading = begin(self, parent.partition, state)
      current = reading and partition_windows(parent, reading)
    end
  end
end

return partition_slices
