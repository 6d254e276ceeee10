local failure = require("runtime.failure")
local later = require("util.later")
local paths = later("runtime.values.dpath_plain")
local typed_value = later("runtime.values.typed_value")

local field = {}
field.__index = field

--- A value that no record can change is worked out once and kept as `constant`; a list or object
--- is made anew, as somebody may put something into it.
function field:value(vars)
  local value = self.expression:eval(vars)
  if self.expression.is_static and type(value) ~= "table" then
    self.constant = value
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
      type = "string",
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
    local value, path = build:value(node, "value"), path_of(node)
    return setmetatable({
      path = path,
      set = paths.setter(path),
      text = value,
      expression = typed_value.new(build, node, value, build:value(node, "value_type")),
    }, field)
  end,
}
