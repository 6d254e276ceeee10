--- Reading and writing the state of a partition cursor.
local failure = require("runtime.failure")
local json = require("host.json")

local partition_state = {}

local KEY_FORM = { sort_keys = true }

--- The identity of a partition: its JSON with sorted keys. 1 and "1" are different partitions.
function partition_state.key(partition)
  return json.encode(partition, KEY_FORM)
end

function partition_state.is_filled(state)
  return state ~= nil and state ~= json.null and json.size(state) > 0
end

--- @return table|nil the state of a router's parents; nil for a router that has none
function partition_state.of_parents(router)
  return router.state and router:state()
end

--- A value of a state moved back by a number of seconds.
function partition_state.earlier(rules, value, seconds)
  local parsed, message = rules.values.parse(value)
  if parsed == nil then
    rules.values.fail(value, message)
  end
  return rules.values.format(rules.subtract(parsed, { months = 0, us = seconds * 1000000 }))
end

local function load_value(cursor, state)
  local value = json.is_object(state) and state[cursor.field]
  if value == nil or value == false or value == json.null then
    return
  end
  local parsed, message = cursor.rules.values.parse(value)
  if parsed == nil then
    cursor.rules.values.fail(value, message)
  end
  cursor.value = cursor.rules.values.format(parsed)
  cursor.new_value = cursor.value
end

--- The identity of a partition in a state of an old program, which did not know of parent slices.
function partition_state.legacy_key(partition)
  if partition.parent_slice == nil then
    return nil
  end
  local rest = json.copy(partition)
  json.remove(rest, "parent_slice")
  return partition_state.key(rest)
end

local function check_entry(item)
  for _, name in ipairs({ "partition", "cursor" }) do
    if item[name] == nil then
      local message = ("'%s'"):format(name)
      failure.raise({ class = "KeyError", message = message, arguments = message })
    end
  end
end

local function note_legacy(cursor, item, key)
  if cursor.router.is_substream and item.partition.parent_slice == nil then
    cursor.legacy = cursor.legacy or {}
    cursor.legacy[key] = item.cursor
  end
end

local function load_partitions(cursor, states)
  for _, item in ipairs(states or {}) do
    check_entry(item)
    cursor.count = cursor.count + 1
    local key = partition_state.key(item.partition)
    local entry = cursor.partitions:get(key)
    note_legacy(cursor, item, key)
    if entry then
      entry.cursor = cursor:new_cursor(item.cursor)
    else
      cursor.partitions:add(key, cursor:new_cursor(item.cursor))
    end
  end
end

local function whole_number(value)
  return math.tointeger(tonumber(value)) or math.floor(tonumber(value) or 0)
end

--- Takes over the state of an earlier sync: per partition, for all of them, or { field: value }.
--- @param state table|nil JSON object
function partition_state.load(cursor, state)
  if not partition_state.is_filled(state) then
    return
  end
  if state.states == nil and state.state == nil then
    load_value(cursor, state)
  else
    cursor.global = state.use_global_cursor == true
    cursor.lookback = whole_number(state.lookback_window or 0)
    load_partitions(cursor, state.states)
    load_value(cursor, state.state)
  end
  if partition_state.is_filled(state.parent_state) then
    cursor.parent_state = state.parent_state
  end
end

-- Read as one text, the partitions share what they have in common.
local function partitions_of(cursor)
  local keys = {}
  for entry in cursor.partitions:each() do
    keys[#keys + 1] = entry.key
  end
  return json.decode("[" .. table.concat(keys, ",") .. "]")
end

local function states_of(cursor)
  local states, partitions = json.new_array(), partitions_of(cursor)
  for entry in cursor.partitions:each() do
    local item = json.new_object()
    item.partition = partitions[#states + 1]
    item.cursor = entry.cursor:state()
    states[#states + 1] = item
  end
  return states
end

--- @return table the state, a JSON object of its own
function partition_state.of(cursor)
  local state = json.new_object()
  state.use_global_cursor = cursor.global
  if not cursor.global then
    state.states = states_of(cursor)
  end
  if cursor.value ~= nil then
    state.state = json.new_object()
    state.state[cursor.field] = cursor.value
  end
  state.lookback_window = cursor.lookback
  if cursor.parent_state ~= nil then
    state.parent_state = cursor.parent_state
  end
  return state
end

return partition_state
