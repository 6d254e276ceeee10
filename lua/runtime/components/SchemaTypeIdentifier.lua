local later = require("util.later")
local dpath = later("runtime.values.dpath")
local failure = require("runtime.failure")
local json = require("host.json")
local types = later("runtime.schema.types")

local identifier = {}
identifier.__index = identifier

local function find(pointer, value, default)
  local path = {}
  for index, segment in ipairs(pointer) do
    path[index] = segment:eval()
  end
  local found = dpath.get(value, path)
  return found == nil and default or found
end

--- The descriptions of the fields in a record. Of an object they are, as in Python, its keys.
function identifier:descriptions(record)
  local found = find(self.schema, record)
  if json.is_array(found) then
    return found
  elseif json.is_object(found) then
    return json.keys(found)
  end
  local values = require("runtime.interpolation.values")
  failure.raise({
    class = "TypeError",
    message = ("'%s' object is not iterable"):format(values.kind(found or json.null)),
  })
end

local function key_of(self, description)
  local key = find(self.key, description)
  if type(key) ~= "string" then
    local values = require("runtime.interpolation.values")
    failure.value_error("Expected key to be a string. Got " .. values.str(key or json.null))
  end
  return key
end

local function replaced(self, name, description)
  for _, map in ipairs(self.maps) do
    if map:applies(name, description) then
      return map.target
    end
  end
  return name
end

local function one_of(pair)
  local choice = json.new_array({ types.of(pair[1]), types.of(pair[2]) })
  return json.new_object({ { "oneOf", choice } })
end

local function schema_of(self, description)
  local name = self.type and find(self.type, description, "string") or "string"
  local target = replaced(self, name, description)
  if type(target) == "string" then
    return types.of(target)
  elseif json.is_object(target) then
    return types.of_complex(target)
  elseif json.is_array(target) and #target == 2 then
    return one_of(target)
  end
  local values = require("runtime.interpolation.values")
  failure.value_error(
    ("Invalid data type. Available string or two items list of string. Got %s."):format(
      values.str(target)
    )
  )
end

--- @return string key, table schema of one field
function identifier:field(description)
  return key_of(self, description), schema_of(self, description)
end

local function pointer(node, build, field)
  local segments = {}
  for index, segment in ipairs(build:value(node, field) or {}) do
    segments[index] = build:string_of(node, segment)
  end
  return segments
end

local POINTER = "The keys that lead to "

return {
  type = "SchemaTypeIdentifier",
  untyped = true,
  kind = "schema_type_identifier",
  summary = "Where a record describes the fields of a schema, and what the types mean.",
  fields = {
    {
      name = "schema_pointer",
      type = "string[]",
      default = {},
      template = { "config" },
      doc = POINTER .. "the list of descriptions.",
      example = { "fields" },
    },
    {
      name = "key_pointer",
      type = "string[]",
      required = true,
      template = { "config" },
      doc = POINTER .. "the field's name in its description.",
      example = { "name" },
    },
    {
      name = "type_pointer",
      type = "string[]",
      template = { "config" },
      doc = POINTER .. "the field's type; everything is a string without it.",
      example = { "type" },
    },
    {
      name = "types_mapping",
      type = "@TypesMap[]",
      default_type = "TypesMap",
      doc = "Types of the API and what they are in the schema.",
    },
  },
  build = function(node, build)
    local maps = {}
    local types_map = require("runtime.manifest.registry").find("TypesMap")
    for index, map in ipairs(build:value(node, "types_mapping") or {}) do
      maps[index] = types_map.build(map, build)
    end
    return setmetatable({
      schema = pointer(node, build, "schema_pointer"),
      key = pointer(node, build, "key_pointer"),
      type = build:value(node, "type_pointer") and pointer(node, build, "type_pointer"),
      maps = maps,
    }, identifier)
  end,
}
