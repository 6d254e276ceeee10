--- One parent of a substream: its records become partitions.
local ahead = require("runtime.routing.ahead")
local dpath = require("runtime.values.dpath")
local failure = require("runtime.failure")
local json = require("host.json")
local slice_of = require("runtime.streams.slice")

local parent = {}
parent.__index = parent

-- What a parent without a cursor has for a state.
local NO_CURSOR_STATE = json.new_object({ { "__ab_no_cursor_state_message", true } })

-- The name of an extra field is its path: one with an index of a list has none in the reference.
local function refuse_number(segments)
  if segments.number then
    failure.raise({
      class = "TypeError",
      message = ("sequence item %d: expected str instance, int found"):format(segments.number - 1),
    })
  end
end

local function extra_fields(self, record)
  local extra = json.new_object()
  if self.lazy_path then
    local pages = dpath.get(record, self.lazy_path)
    if pages == nil then
      pages = json.new_array()
    end
    extra.child_response = pages
  end
  for _, segments in ipairs(self.extra_paths) do
    local value = dpath.get(record, segments)
    refuse_number(segments)
    extra[table.concat(segments, ".")] = value == nil and json.null or value
  end
  return extra
end

--- The slice that a record of the parent stands for; nil when its key is missing or null.
local function slice_for(self, record, parent_slice)
  local value = self.key_of(record)
  if value == nil or value == json.null then
    self.debug(
      ("Skipping %s record with missing or null parent key '%s'"):format(self.stream.name, self.key)
    )
    return nil
  end
  local partition = json.new_object()
  partition[self.field] = value
  partition.parent_slice = parent_slice.partition
  return slice_of.new({ partition = partition, extra = extra_fields(self, record) })
end

local function observe(self, record, parent_slice)
  local cursor = self.stream.cursor
  if cursor then
    cursor:observe(record, parent_slice)
  end
end

local function close(self, parent_slice, is_last)
  local cursor = self.stream.cursor
  self.known_state = nil
  if cursor then
    cursor:close(parent_slice)
    if is_last then
      cursor:finish()
    end
  end
end

-- The parent's cursor moves before the slice is given out, so that the slice's parent state holds
-- once the slice is read.
local function read_slice(self, parent_slice, is_last_slice, emit)
  local next_record = ahead(self.stream:read(parent_slice))
  local is_last = false
  while not is_last do
    local record
    record, is_last = next_record()
    local slice
    if record ~= nil then
      observe(self, record, parent_slice)
      slice = slice_for(self, record, parent_slice)
    end
    if is_last then
      close(self, parent_slice, is_last_slice)
    end
    if slice then
      emit(slice)
    end
  end
end

--- Reads the parent and hands out a slice for each of its records.
--- @param emit function called with each slice
function parent:read(emit)
  local next_slice = ahead(self.stream:slices())
  local is_last = false
  while not is_last do
    local parent_slice
    parent_slice, is_last = next_slice()
    self.known_state = nil
    if parent_slice then
      read_slice(self, parent_slice, is_last, emit)
    end
  end
end

--- @return table|nil the state of the parent, when partitions depend on it; the same object until
---   its next slice, or the end of this one
function parent:state()
  local cursor = self.stream.cursor
  if not self.is_dependency then
    return nil
  elseif not cursor then
    return NO_CURSOR_STATE
  end
  self.known_state = self.known_state or cursor:state()
  return self.known_state
end

--- @param fields table stream, key, key_of(record), field, extra_paths, lazy_path, option,
---        is_dependency, debug(message)
function parent.new(fields)
  return setmetatable(fields, parent)
end

return parent
