--- The cursor of a stream with a partition router: one stream cursor for each partition.
---
--- The state: { use_global_cursor, states = [{ partition, cursor }], state, lookback_window,
--- parent_state }. A stream of more than 10 000 partitions, one with `global_substream_cursor` and
--- one whose partitions are groups keep a single value for all of them. Methods as in
--- stream_cursor.lua.
local clock = require("host.clock")
local failure = require("runtime.failure")
local json = require("host.json")
local parent_progress = require("runtime.cursor.parent_progress")
local partition_set = require("runtime.cursor.partition_set")
local partition_slices = require("runtime.cursor.partition_slices")
local partition_state = require("runtime.cursor.partition_state")
local python = require("util.later")("runtime.interpolation.values")
local stream_cursor = require("runtime.cursor.stream_cursor")

local math_type, null, note = math.type, json.null, stream_cursor.note

local partition_cursor = {}
partition_cursor.__index = partition_cursor

local STATE_EVERY = 600

local UNPARSED = "Skipping cursor update for stream '%s': failed to parse cursor field '%s' value "
  .. "%s: %s"

--- @param rules table the rules of the partitions' cursors; see stream_cursor.lua
--- @param router table partition router
--- @param state table|nil JSON object of an earlier sync
--- @param options table `global`: keep one value for all partitions; `lacks_parents`: partitions of
---   the state may lack their parent slices
function partition_cursor.new(rules, router, state, options)
  local self = setmetatable({
    rules = rules,
    router = router,
    field = rules.field,
    filters_records = rules.filters_records,
    is_data_feed = rules.is_data_feed,
    may_refuse = rules.values and rules.values.may_refuse,
    is_global = options.global or false,
    lacks_parents = options.lacks_parents,
  }, partition_cursor)
  self:set_state(state)
  return self
end

function partition_cursor:set_state(state)
  self.partitions, self.progress = partition_set.new(self.rules), parent_progress.new()
  self.reading = {}
  self.global, self.lookback = self.is_global, 0
  self.count, self.passed = 0, 0 -- partitions that came, those of them that were not kept
  self.value, self.new_value, self.parent_state, self.started = nil, nil, nil, nil
  self.newest = nil
  self.legacy = nil
  partition_state.load(self, state)
end

--- The state a new partition starts with: that of all partitions, moved back.
local function first_state(self)
  local value = self.value
  if value == nil then
    return nil
  end
  if self.lookback > 0 then
    value = partition_state.earlier(self.rules, value, self.lookback)
  end
  local state = json.new_object()
  state[self.field] = value
  return state
end

function partition_cursor:new_cursor(state)
  if self.rules.fault then
    error(self.rules.fault, 0)
  end
  return stream_cursor.new(self.rules, state)
end

-- A migrated entry, which names no parent slice, becomes that of the first partition it fits.
-- @return boolean whether there is one
local function adopt(self, key, partition)
  local old_key = self.legacy and partition_state.legacy_key(partition)
  local state = old_key and self.legacy[old_key]
  if state and not self.partitions:rename(old_key, key) then
    self.partitions:put(key, self:new_cursor(state))
  end
  return state ~= nil
end

-- While one value stands for all partitions, a new one is not kept: should it come again, it would
-- begin as it does now.
local function add(self, key)
  local cursor = self:new_cursor(first_state(self))
  self.count = self.count + 1
  if self.global then
    self.passed = self.passed + 1
  else
    self.partitions:put(key, cursor)
  end
  return cursor
end

--- The cursor of a partition that is read from now on.
function partition_cursor:open(key, partition)
  local cursor = self.partitions:open(key)
  if not cursor and adopt(self, key, partition) then
    cursor = self.partitions:open(key)
  end
  return cursor or add(self, key)
end

function partition_cursor:slices()
  if self.started then
    local message = "stream_slices has been executed more than once."
    failure.raise({ class = "RuntimeError", message = message })
  end
  self.started = clock.now()
  return partition_slices.iterate(self)
end

--- The cursor's options only: they see the window, not the partition.
function partition_cursor:request_options(slice)
  return self.rules.options(slice)
end

--- The cursor that judges a record: the partition's, or one for all.
local function judge(self, slice)
  slice.key = slice.key or partition_state.key(slice.partition)
  local own = not self.global and self.partitions:get(slice.key)
  if own then
    return own
  end
  if not self.judge or self.judge_value ~= self.value then
    self.judge, self.judge_value = self:new_cursor(first_state(self)), self.value
  end
  return self.judge
end

function partition_cursor:should_emit(record, slice)
  return judge(self, slice):should_emit(record)
end

function partition_cursor:stop_paging(record, slice)
  return not self:should_emit(record, slice)
end

-- The reason as it stands in an error.
local function why(rules, value)
  local _, err = pcall(rules.values.fail, value)
  return err.message
end

local function warn_unparsed(self, value)
  if not self.warned_of_format then
    self.warned_of_format = true
    local shown = python.repr(value)
    self.rules.warn(UNPARSED:format(self.rules.name, self.field, shown, why(self.rules, value)))
  end
end

-- Values are compared as they are written in a state: as text.
local function raise_value(self, value)
  if self.new_value == nil or self.new_value < value then
    self.new_value = value
  end
end

local function raise_to(self, value)
  local kind = self.rules.values
  raise_value(self, kind.format(value))
  self.newest = kind.keeps_order(value) and value or self.newest
end

function partition_cursor:observe(record, slice)
  local raw = record[self.field]
  if raw == nil or raw == null then
    return
  end
  local value = self.rules.values.parse(raw)
  if value == nil then
    warn_unparsed(self, raw)
    return
  end
  self.saw_values = true
  local newest, reading = self.newest, slice.reading
  -- Most values are older than the newest one whose text keeps the order: then nothing is printed
  -- to be compared.
  if not newest or math_type(value) ~= "integer" or value < 0 or newest < value then
    raise_to(self, value)
  end
  if reading and not self.global then
    note(reading.cursor, value, slice)
  end
end

-- Partitions that were read are remembered, so that none is read twice, unless they are too many.
local MOST_REMEMBERED = 10000

local function forget_if_done(self, reading)
  if reading.listed and reading.open == 0 then
    self.progress:done(reading.number)
    self.reading[reading.key] = nil
    if self.count <= MOST_REMEMBERED then
      self.reading[reading.key] = false
    end
    self.partitions:rest(reading.key)
  end
end

-- A state is due after the first slice, then no more often than every ten minutes.
local function is_due(self)
  local now = clock.spent()
  if self.emitted and now - self.emitted <= STATE_EVERY then
    return false
  end
  self.emitted = now
  return not self.global or partition_state.is_filled(self.parent_state)
end

--- @return table|nil the state to emit now, as texts
function partition_cursor:close(slice)
  local reading = slice.reading
  reading.open = reading.open - 1
  if not self.global then
    reading.cursor:add(slice)
    if reading.listed and reading.open == 0 then
      raise_value(self, reading.cursor:value())
    end
  end
  forget_if_done(self, reading)
  self.parent_state = self.progress:advance() or self.parent_state
  return is_due(self) and partition_state.texts(self) or nil
end

function partition_cursor:state()
  return partition_state.of(self)
end

local function is_any_open(self)
  for _, reading in pairs(self.reading) do
    if reading and reading.open > 0 then
      return true
    end
  end
  return false
end

-- Whole seconds since the slices were first asked for, rounded up; none by a clock that stands.
local function seconds_run(self)
  return math.ceil(math.max(0, clock.now() - self.started))
end

--- The end of the stream. The value for all partitions moves on only when every one was read to
--- its end.
function partition_cursor:finish()
  if not is_any_open(self) then
    if self.saw_values then
      self.value = self.new_value
      self.lookback = seconds_run(self)
    end
    self.parent_state = partition_state.of_parents(self.router)
  end
end

function partition_cursor:final_state()
  self:finish()
  return partition_state.texts(self)
end

function partition_cursor:mark(state)
  local value = state.state
  return json.is_object(value) and stream_cursor.mark_of(self.rules, value) or nil
end

return partition_cursor
