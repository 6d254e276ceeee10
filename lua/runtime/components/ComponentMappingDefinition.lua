local failure = require("runtime.failure")
local later = require("util.later")
local typed_value = later("runtime.values.typed_value")

local TEMPLATE = { "config", "components_values", "stream_template_config", "stream_slice" }

return {
  type = "ComponentMappingDefinition",
  kind = "component_mapping",
  summary = "Where in a stream template a value goes.",
  fields = {
    {
      name = "field_path",
      type = "string[]",
      required = true,
      template = TEMPLATE,
      doc = "The keys that lead to the place; globs name several.",
      example = { "retriever", "requester", "path" },
    },
    {
      name = "value",
      type = "string",
      required = true,
      template = TEMPLATE,
      doc = "The value.",
      example = "{{ components_values['name'] }}",
    },
    {
      name = "value_type",
      type = "enum(string,number,integer,boolean)",
      doc = "The type the value is to have; by default it is taken from the value.",
    },
    {
      name = "create_or_update",
      type = "boolean",
      default = false,
      doc = "Whether a place that is not there is made (not with HttpComponentsResolver).",
    },
    {
      name = "condition",
      type = "string",
      template = TEMPLATE,
      doc = "The mapping is applied only where this holds (ConfigComponentsResolver only).",
      example = "{{ components_values.get('cursor_field', None) }}",
    },
  },
  build = function(node, build)
    if type(node.value) ~= "string" then
      failure.value_error("Expected a string or InterpolatedString for value in mapping")
    end
    local value_type = build:value(node, "value_type")
    return {
      path = build:strings(node, "field_path"),
      value = typed_value.new(build, node, node.value, value_type),
      value_type = value_type,
      create_or_update = node.create_or_update == true,
      condition = build:boolean(node, "condition"),
    }
  end,
}
