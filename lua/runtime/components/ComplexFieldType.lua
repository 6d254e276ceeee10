local failure = require("runtime.failure")
local json = require("host.json")

local function check(node, build)
  local items = build:value(node, "items")
  if items ~= nil and node.field_type ~= "array" then
    failure.value_error("'items' can only be used when 'field_type' is an array.")
  elseif json.is_object(items) then
    check(items, build)
  end
  return node
end

return {
  type = "ComplexFieldType",
  untyped = true,
  kind = "complex_field_type",
  summary = "A type with the type of its elements.",
  fields = {
    {
      name = "field_type",
      type = "string",
      required = true,
      doc = "The name of the type.",
      example = "array",
    },
    {
      name = "items",
      type = "string | @ComplexFieldType",
      doc = "The type of the elements; for arrays only.",
      example = "string",
    },
  },
  build = check,
}
