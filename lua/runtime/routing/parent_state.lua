--- The state a parent stream begins with, taken from the state of the stream that depends on it.
local json = require("host.json")

local parent_state = {}

local NO_CURSOR = "__ab_no_cursor_state_message"

local function without_sentinel(state)
  local kept = json.copy(state)
  if kept[NO_CURSOR] ~= nil then
    json.remove(kept, NO_CURSOR)
  end
  return kept
end

local function only_value(state)
  local keys = json.keys(state)
  local value = #keys == 1 and state[keys[1]]
  local kind = type(value)
  return (kind == "string" or kind == "number") and value or nil
end

--- @param state table|nil state of the dependent stream
--- @param name string name of the parent
--- @param field function gives the parent's cursor field; asked only for the oldest form of state
--- @return table|nil state for the parent
function parent_state.of(state, name, field)
  if not state then
    return nil
  end
  state = without_sentinel(state)
  local parents = state.parent_state
  if json.is_object(parents) and parents[name] ~= nil then
    return parents[name]
  end
  if json.is_object(state.state) then
    return state.state
  end
  local value = only_value(state)
  local key = value ~= nil and field()
  if key then
    return json.new_object({ { key, value } })
  end
end

return parent_state
