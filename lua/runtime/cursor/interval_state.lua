--- States of intervals: what other programs may have written instead of { field: value }.
local failure = require("runtime.failure")
local intervals = require("runtime.cursor.intervals")
local json = require("host.json")
local objects = require("runtime.values.objects")

local interval_state = {}

local TYPES = { ["date-range"] = true, integer = true }

function interval_state.is_one(state)
  return TYPES[state.state_type] or false
end

--- A value of a state, parsed. Raises where it cannot be read.
--- @param rules table see stream_cursor.lua
function interval_state.value(rules, value)
  local parsed, message = rules.values.parse(value)
  if parsed == nil then
    rules.values.fail(value, message)
  end
  return parsed
end

local function bound_of(rules, entry, name)
  if entry[name] == nil then
    local message = ("'%s'"):format(name)
    failure.raise({ class = "KeyError", message = message, arguments = message })
  end
  return interval_state.value(rules, entry[name])
end

local function read_interval(rules, entry)
  objects.check(entry, "get")
  local recent = entry.most_recent_cursor_value
  local is_there = recent ~= nil and recent ~= json.null
  return {
    first = bound_of(rules, entry, "start"),
    last = bound_of(rules, entry, "end"),
    recent = is_there and interval_state.value(rules, recent) or nil,
  }
end

local function entries_of(state)
  local entries = state.slices
  if not json.is_array(entries) or #entries == 0 then
    failure.value_error("Expected at least one slice but there were none.")
  end
  return entries
end

--- @return table the intervals, merged; and the low mark of the next sync
function interval_state.read(rules, state)
  local list = {}
  for index, entry in ipairs(entries_of(state)) do
    list[index] = read_interval(rules, entry)
  end
  return intervals.merge(list, rules.values.next), list[1].recent or list[1].last
end

--- The value, as it stands in the state, that the first interval was read up to; nil for none.
function interval_state.first_mark(state)
  local first = (state.slices or {})[1]
  return first and (first.most_recent_cursor_value or first["end"])
end

return interval_state
