--- Whether the catalog and the state of a read have the shape that the reference loads: the first
--- thing that has not is told in its words.
local failure = require("runtime.failure")
local json = require("host.json")
local types = require("runtime.json_schema.common").types

local shapes = {}

local MODES = { choices = { "full_refresh", "incremental" } }
local WRITES = { choices = { "append", "overwrite", "append_dedup", "update", "soft_delete" } }
local TEXT, FLAG, WHOLE = { word = "string" }, { word = "boolean" }, { word = "integer" }
local MAPPING, BLOB = { mapping = true }, { blob = true }
local PATH = { items = TEXT }

local function must(name, shape)
  return { name = name, shape = shape, required = true }
end

local function may(name, shape)
  return { name = name, shape = shape }
end

local STREAM = { fields = {
  must("name", TEXT), must("json_schema", MAPPING), must("supported_sync_modes", { items = MODES }),
  may("source_defined_cursor", FLAG), may("default_cursor_field", PATH),
  may("source_defined_primary_key", { items = PATH }), may("namespace", TEXT),
  may("is_resumable", FLAG), may("is_file_based", FLAG),
} }

local CATALOG = { fields = { must("streams", { items = { fields = {
  must("stream", STREAM), must("sync_mode", MODES), must("destination_sync_mode", WRITES),
  may("cursor_field", PATH), may("primary_key", { items = PATH }), may("generation_id", WHOLE),
  may("minimum_generation_id", WHOLE), may("sync_id", WHOLE),
} } }) } }

local STREAM_STATE = { fields = {
  must("stream_descriptor", { fields = { must("name", TEXT), may("namespace", TEXT) } }),
  may("stream_state", BLOB),
} }

local MESSAGE = { fields = {
  may("type", { choices = { "GLOBAL", "STREAM", "LEGACY" } }), may("stream", STREAM_STATE),
  may("global", { fields = { must("stream_states", { items = STREAM_STATE }),
    may("shared_state", BLOB) } }),
  may("data", MAPPING),
} }

local is_of = {
  string = types.string,
  boolean = types.boolean,
  integer = function(value)
    return math.type(value) == "integer"
  end,
}

local function refuse(path, format, ...)
  failure.value_error(("Schema validation failed:\n- %s (instance_path='%s')\n"):format(
    format:format(...), path))
end

local function shown(value)
  if type(value) == "string" then
    return ('"%s"'):format(value)
  end
  return require("runtime.interpolation.values").repr(value)
end

local function want(fits, value, word, path)
  if not fits then
    refuse(path, '%s is not of type "%s"', shown(value), word)
  end
end

local check

local function below(path, name)
  return path == "" and name or path .. "/" .. name
end

local function check_fields(value, fields, path)
  want(json.is_object(value), value, "object", path)
  for _, field in ipairs(fields) do
    local member, place = value[field.name], below(path, field.name)
    if member == nil and field.required then
      refuse(place, '"%s" is a required property', field.name)
    elseif member ~= nil and (member ~= json.null or field.required) then
      check(member, field.shape, place)
    end
  end
end

local function check_choice(value, choices, path)
  if not require("util.lists").contains(choices, value) then
    refuse(path, '%s is not one of ["%s"]', shown(value), table.concat(choices, '", "'))
  end
end

function check(value, shape, path)
  if shape.fields then
    check_fields(value, shape.fields, path)
  elseif shape.items then
    want(json.is_array(value), value, "list", path)
    for i, item in ipairs(value) do
      check(item, shape.items, below(path, tostring(i - 1)))
    end
  elseif shape.choices then
    check_choice(value, shape.choices, path)
  elseif shape.mapping and not json.is_object(value) then
    refuse("", '"%s" is not of type "dict"', require("runtime.interpolation.values").str(value))
  elseif shape.blob and not json.is_object(value) then
    refuse(path, "TypeError: '%s' object is not iterable",
      require("runtime.interpolation.values").kind(value))
  elseif shape.word then
    want(is_of[shape.word](value), value, shape.word, path)
  end
end

--- The content of the file of --catalog.
---@param value any
function shapes.catalog(value)
  check(value, CATALOG, "")
  return value
end

local function has_content(message)
  return json.is_object(message.stream) or json.is_object(message.global)
    or json.is_object(message.data) and json.size(message.data) > 0
end

--- That of --state. @return any nil where it says nothing
function shapes.state(value)
  if not require("runtime.interpolation.equality").truthy(value) then
    return nil
  end
  local list = json.is_object(value) and json.keys(value) or value
  if not json.is_array(list) and not json.is_object(value) then
    failure.value_error("The state should be a list of AirbyteStateMessage")
  end
  for _, message in ipairs(list) do
    check(message, MESSAGE, "")
    if not has_content(message) then
      failure.value_error("AirbyteStateMessage should contain either a stream, global, or state "
        .. "field")
    end
  end
  return value
end

return shapes
