--- The cursor of a stream, or of one partition of it: what to ask for, what is read, the state.
---
--- Every cursor has these methods:
---   slices()               iterator of the slices to read
---   request_options(slice) bag of the cursor's own request options
---   should_emit(record, slice)  whether a record lies within the bounds of the sync
---   stop_paging(record, slice)  whether the last record of a page ends a data feed
---   observe(record, slice) a record of the slice was emitted
---   close(slice)           the slice was read to its end; gives the state to emit now, or nil
---   finish()               the stream was read as far as it could be
---   final_state()          finish(), and the state to emit
---   state()                the state, a JSON object
---   set_state(state)       begins anew from a state
---   mark(state)            the value a state stands for, nil when it holds none
--- States to emit are JSON objects, or the texts of which the JSON of one is put together.
--- `field` is the name of the cursor field, `filters_records` and `is_data_feed` say when the two
--- questions are to be asked, `may_refuse` whether observe may raise because of a record's value.
---
--- What is alike for all cursors of a stream is in one table, the rules: those of windows.lua and
--- name, field, values (values.lua), bounds { first key, last key }, tracks_slices (the slices
--- have bounds that count), options(slice), warn(message), log(message), filters_records,
--- is_data_feed.
local interval_state = require("runtime.cursor.interval_state")
local intervals = require("runtime.cursor.intervals")
local json = require("host.json")
local objects = require("runtime.values.objects")
local slice_of = require("runtime.streams.slice")
local windows = require("runtime.cursor.windows")

local null = json.null

local stream_cursor = {}
stream_cursor.__index = stream_cursor

local function low_mark(rules, state)
  local start = rules.start or rules.values.zero
  local value = state[rules.field]
  if rules.values.is_set(value) then
    local mark = interval_state.value(rules, value)
    if start <= mark then
      return mark
    end
  end
  return start
end

local function from_value(rules, state)
  local mark = low_mark(rules, state)
  return { { first = rules.start or mark, last = mark, recent = mark } }, mark
end

-- What a state holds beside the cursor's value goes into the next state unchanged.
local function other_members(state, field)
  for key in pairs(state or {}) do
    if key ~= field then
      return state
    end
  end
end

--- @param rules table see above
--- @param state table|nil JSON object of an earlier sync: { field: value } or intervals
function stream_cursor.new(rules, state)
  local self = setmetatable({ rules = rules }, stream_cursor)
  self:set_state(state)
  return self
end

function stream_cursor:set_state(state)
  local rules = self.rules
  if state ~= nil then
    objects.check(state, "get")
  end
  if state and interval_state.is_one(state) then
    self.known, self.low = interval_state.read(rules, state)
    self.kept = nil
  else
    self.known, self.low = from_value(rules, state or {})
    self.kept = other_members(state, rules.field)
  end
  self.recent = nil
end

--- The cursor's value as states have it.
function stream_cursor:value()
  return self.rules.values.format(intervals.complete_until(self.known))
end

--- @return table JSON object { field: value }, beside what else the input state held
function stream_cursor:state()
  local state = self.kept and json.copy(self.kept) or json.new_object()
  state[self.rules.field] = self:value()
  return state
end

local function window_slice(rules, first, last)
  local cursor = json.new_object()
  cursor[rules.bounds[1]] = rules.values.format(first)
  cursor[rules.bounds[2]] = rules.values.format(last)
  return cursor
end

--- The cursor parts of the slices, for a cursor of one partition.
--- @return function iterator of JSON objects
function stream_cursor:windows()
  local rules = self.rules
  local generate = windows.unread(rules, self.known)
  return function()
    local first, last = generate()
    return first and window_slice(rules, first, last)
  end
end

function stream_cursor:slices()
  local generate = self:windows()
  return function()
    local cursor = generate()
    return cursor and slice_of.new({ cursor = cursor })
  end
end

function stream_cursor:request_options(slice)
  return self.rules.options(slice)
end

local function value_of(rules, record)
  local value = record[rules.field]
  if value == nil or value == null then
    return nil
  end
  return (rules.values.parse(value))
end

local function warn_without_value(self)
  local rules = self.rules
  if not rules.warned then
    rules.warned = true
    rules.warn(
      ("Could not find cursor field `%s` in record for stream %s. "):format(rules.field, rules.name)
        .. "The incremental sync will assume it needs to be synced"
    )
  end
end

--- Whether a value that was parsed lies between the low mark (less the lookback) and the end.
function stream_cursor:includes(value)
  local rules = self.rules
  local lower = self.low
  local earlier = rules.lookback and windows.within(rules.subtract, lower, rules.lookback)
  if earlier then
    lower = earlier
    local floor = rules.start and (self.low < rules.start and self.low or rules.start)
    lower = floor and lower < floor and floor or lower
  end
  return lower <= value and value <= rules.finish()
end

function stream_cursor:should_emit(record)
  local value = value_of(self.rules, record)
  if value == nil then
    warn_without_value(self)
    return true
  end
  return self:includes(value)
end

function stream_cursor:stop_paging(record)
  return not self:should_emit(record)
end

local function recent_of(self)
  self.recent = {}
  return self.recent
end

--- Notes a value that was parsed as one of the slice's records.
local function note(self, value, slice)
  local recent = self.recent or recent_of(self)
  local known = recent[slice]
  if known == nil or known < value then
    recent[slice] = value
  elseif value < known then
    self.unordered = true
  end
end

stream_cursor.note = note

function stream_cursor:observe(record, slice)
  local value = value_of(self.rules, record)
  if value == nil then
    return warn_without_value(self)
  end
  return note(self, value, slice)
end

local function slice_bound(rules, slice, index)
  local key = rules.bounds[index]
  local text = slice.cursor[key]
  if text == nil then
    rules.values.fail(nil, ("Partition is expected to have key `%s`"):format(key))
  end
  return interval_state.value(rules, text)
end

--- Adds the slice to what is known. @return boolean whether it told anything
function stream_cursor:add(slice)
  local rules = self.rules
  local recent = self.recent and self.recent[slice]
  local entry
  if rules.tracks_slices then
    entry = { first = slice_bound(rules, slice, 1), last = slice_bound(rules, slice, 2) }
  elseif recent ~= nil and rules.values.is_set(recent) then
    entry = { first = self.low, last = recent }
  else
    return false
  end
  entry.recent = recent
  intervals.add(self.known, entry, rules.values.next)
  if self.recent then
    self.recent[slice] = nil
    self.recent = next(self.recent) and self.recent
  end
  return true
end

--- @return table|nil the state to emit now
function stream_cursor:close(slice)
  return self:add(slice) and self:state() or nil
end

--- Nothing but the slices that were closed counts for the state.
function stream_cursor.finish() end

function stream_cursor:final_state()
  return self:state()
end

--- The value that a state stands for, to judge how old it is.
--- @return value|nil parsed value, nil when the state holds none that can be read
function stream_cursor.mark_of(rules, state)
  local value = state[rules.field]
  if interval_state.is_one(state) then
    value = interval_state.first_mark(state)
  end
  if value == nil or value == json.null or value == "" then
    return nil
  end
  return (rules.values.parse(value))
end

function stream_cursor:mark(state)
  return stream_cursor.mark_of(self.rules, state)
end

return stream_cursor
