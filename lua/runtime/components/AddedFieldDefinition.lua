local failure = require("runtime.failure")
local json = require("host.json")

local field = {}
field.__index = field

local function is_boolean(value)
  return type(value) == "boolean"
end

--- Which values pass as they are; a value of another type goes back to the text it was rendered
--- from. As in Python, a boolean is an integer.
local PASSES = {
  string = function(value)
    return type(value) == "string"
  end,
  number = function(value)
    return math.type(value) == "float"
  end,
  integer = function(value)
    return math.type(value) == "integer" or is_boolean(value) or getmetatable(value) == json.bignum
  end,
  boolean = is_boolean,
}

function field:value(vars)
  local value = self.template:eval(vars)
  if self.passes and not self.passes(value) then
    return self.text:eval(vars)
  end
  return value
end

local function path_of(node)
  local path = {}
  for index, segment in ipairs(node.path) do
    path[index] = segment
  end
  if #path == 0 then
    failure.value_error("Expected a non-zero-length path for the AddFields transformation")
  end
  return path
end

return {
  type = "AddedFieldDefinition",
  kind = "added_field",
  summary = "One field that AddFields adds.",
  fields = {
    {
      name = "path",
      type = "string[]",
      required = true,
      doc = "The keys that lead to the field; a number is a position in a list.",
      example = { "meta", "region" },
    },
    {
      name = "value",
      type = "string | number | boolean",
      required = true,
      template = { "config", "record", "stream_slice" },
      doc = "The value. A text that reads as a Python literal becomes that literal.",
      example = "{{ record['updates'] }}",
    },
    {
      name = "value_type",
      type = "enum(string,number,integer,boolean)",
      doc = "The type the value is to have; a literal of another type stays text.",
      example = "integer",
    },
  },
  build = function(node, build)
    local value = build:value(node, "value")
    local interpolation = require("runtime.interpolation")
    local value_type = build:value(node, "value_type")
    local typed = value_type and type(value) == "string"
    return setmetatable({
      path = path_of(node),
      template = build:string(node, "value"),
      passes = typed and PASSES[value_type],
      text = typed and build:bind(interpolation.raw(value), node),
    }, field)
  end,
}
