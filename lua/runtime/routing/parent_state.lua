--- The state a parent stream begins with, taken from the state of the stream that depends on it.
local failure = require("runtime.failure")
local json = require("host.json")
local repr = require("runtime.interpolation.values").repr

local parent_state = {}

local ABSENT = "Trying to get_parent_state for stream `%s` when there are not parent state in the "
  .. "state"
local UNKNOWN = "Could not find parent state for stream `%s`. On parents available are %s"

local NO_CURSOR = "__ab_no_cursor_state_message"

local function without_sentinel(state)
  if state[NO_CURSOR] == nil then
    return state
  end
  local kept = json.copy(state)
  json.remove(kept, NO_CURSOR)
  return kept
end

local function only_value(state)
  local keys = json.keys(state)
  local value = #keys == 1 and state[keys[1]]
  local kind = type(value)
  return (kind == "string" or kind == "number") and value or nil
end

-- What the state holds for the parent by its name.
local function named(state, name, log)
  local parents = state.parent_state
  if parents == nil then
    if json.size(state) > 0 then
      log("WARN", ABSENT:format(name))
    end
  elseif json.is_object(parents) then
    if parents[name] == nil then
      log("INFO", UNKNOWN:format(name, repr(json.new_array(json.keys(parents)))))
    end
    return parents[name]
  end
end

--- @param state table|nil state of the dependent stream
--- @param name string name of the parent
--- @param field function gives the parent's cursor field; asked only for the oldest form of state
--- @param log function(level, message)
--- @return table|nil state for the parent
function parent_state.of(state, name, field, log)
  if not state then
    return nil
  end
  state = without_sentinel(state)
  local own = named(state, name, log)
  if own ~= nil then
    return own
  end
  if json.is_object(state.state) then
    return state.state
  end
  local value = only_value(state)
  if value == nil then
    return nil
  end
  local key = field()
  if not key then -- a parent that has no cursor cannot be depended on
    failure.raise({
      class = "AttributeError",
      message = "'NoneType' object has no attribute 'cursor_field'",
    })
  end
  return json.new_object({ { key, value } })
end

return parent_state
