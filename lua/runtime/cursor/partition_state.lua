--- Reading and writing the state of a partition cursor.
local failure = require("runtime.failure")
local json = require("host.json")
local objects = require("runtime.values.objects")
local kind_of = require("runtime.interpolation.values").kind

local partition_state = {}

local encode = json.encode

local KEY_FORM = { sort_keys = true }

--- The identity of a partition: its JSON with sorted keys. 1 and "1" are different partitions.
function partition_state.key(partition)
  return encode(partition, KEY_FORM)
end

partition_state.is_filled = objects.truthy

--- @return table|nil the state of a router's parents; nil for a router that has none
function partition_state.of_parents(router)
  return router.state and router:state()
end

local function type_error(message)
  failure.raise({ class = "TypeError", message = message })
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
  if state == json.null then
    type_error("argument of type 'NoneType' is not iterable")
  end
  local value
  if json.is_object(state) then
    value = state[cursor.field]
  end
  if value == nil then
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
  if type(item) == "string" then
    type_error("string indices must be integers, not 'str'")
  elseif not json.is_object(item) then
    type_error(("'%s' object is not subscriptable"):format(kind_of(item)))
  end
  for _, name in ipairs({ "partition", "cursor" }) do
    if item[name] == nil then
      local message = ("'%s'"):format(name)
      failure.raise({ class = "KeyError", message = message, arguments = message })
    end
  end
end

local function note_legacy(cursor, item, key)
  if cursor.lacks_parents and item.partition.parent_slice == nil then
    cursor.legacy = cursor.legacy or {}
    cursor.legacy[key] = item.cursor
  end
end

-- A state that somebody else wrote may hold anything; what Python can walk through is walked.
local function entries_of(states)
  if json.is_array(states) then
    return states
  elseif json.is_object(states) then
    return json.keys(states)
  elseif type(states) ~= "string" then
    type_error(("'%s' object is not iterable"):format(kind_of(states)))
  end
  return { states ~= "" and states or nil }
end

local function load_partitions(cursor, states)
  for _, item in ipairs(entries_of(states)) do
    check_entry(item)
    cursor.count = cursor.count + 1
    local key = partition_state.key(item.partition)
    note_legacy(cursor, item, key)
    cursor.partitions:put(key, cursor:new_cursor(item.cursor))
    cursor.partitions:rest(key)
  end
end

--- Takes over the state of an earlier sync: per partition, for all of them, or { field: value }.
--- @param state table|nil JSON object
function partition_state.load(cursor, state)
  if not partition_state.is_filled(state) then
    return
  end
  objects.check(state, "get")
  if state.states == nil and state.state == nil then
    load_value(cursor, state)
  else
    cursor.global = state.use_global_cursor == true
    if state.lookback_window ~= nil then
      cursor.lookback = require("runtime.interpolation.convert").int(state.lookback_window)
    end
    if state.states ~= nil then
      load_partitions(cursor, state.states)
    end
    if state.state ~= nil then
      load_value(cursor, state.state)
    end
  end
  if partition_state.is_filled(state.parent_state) then
    cursor.parent_state = state.parent_state
  end
end

local function add_partitions(cursor, texts)
  local before = ',"states":[{"partition":'
  for key, one in cursor.partitions:each() do
    texts[#texts + 1] = before .. key .. ',"cursor":' .. encode(one:state()) .. "}"
    before = ',{"partition":'
  end
  texts[#texts + 1] = cursor.partitions.size > 0 and "]" or ',"states":[]'
end

-- What is said once for all partitions.
local function common(cursor)
  local state = json.new_object()
  if cursor.value ~= nil then
    state.state = json.new_object({ { cursor.field, cursor.value } })
  end
  state.lookback_window = cursor.lookback
  if cursor.parent_state ~= nil then
    state.parent_state = cursor.parent_state
  end
  return state
end

--- The state as the texts of which its JSON is put together: as values, thousands of partitions
--- take many times that.
function partition_state.texts(cursor)
  local texts = { '{"use_global_cursor":' .. tostring(cursor.global) }
  if not cursor.global then
    add_partitions(cursor, texts)
  end
  texts[#texts + 1] = "," .. encode(common(cursor)):sub(2)
  return texts
end

--- @return table the state, a JSON object of its own
function partition_state.of(cursor)
  return json.decode(table.concat(partition_state.texts(cursor)))
end

return partition_state
