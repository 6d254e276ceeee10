local later = require("util.later")
local record_parts = later("runtime.records.parts")

local transformation = {}
transformation.__index = transformation

--- Whether the condition holds for a field and its value.
local function is_wanted(condition, field, value, vars)
  vars.value, vars.path = value, field.path
  local wanted = condition:eval(vars)
  vars.value, vars.path = nil, nil
  return wanted
end

--- The value of each field is worked out even when the condition is false: its errors count.
function transformation:transform(record, vars)
  local token = vars.next_page_token -- the filter's, unknown here
  vars.record, vars.next_page_token = record, nil
  local fields, condition = self.fields, self.condition
  for index = 1, #fields do
    local field = fields[index]
    local value = field.constant
    if value == nil then
      value = field:value(vars)
    end
    if not condition or is_wanted(condition, field, value, vars) then
      field.set(record, value)
    end
  end
  vars.next_page_token = token
end

--- See runtime.records.parts. A field at the top replaces what is there, unless a condition leaves
--- it; one further down is put into it.
function transformation:mentions(parts)
  for _, field in ipairs(self.fields) do
    if
      not record_parts.change(parts, field.path[1], #field.path == 1 and not self.condition)
      or not record_parts.read(parts, field.text)
    then
      return false
    end
  end
  return record_parts.read(parts, self.text)
end

return {
  type = "AddFields",
  kind = "transformation",
  summary = "Adds fields to each record; objects and lists on the way are made.",
  fields = {
    {
      name = "fields",
      type = "@AddedFieldDefinition[]",
      required = true,
      default_type = "AddedFieldDefinition",
      doc = "The fields, in the order in which they are added; later ones see earlier ones.",
    },
    {
      name = "condition",
      type = "string",
      template = { "config", "record", "stream_slice", "value", "path" },
      doc = "A field is added only where this holds.",
      example = "{{ value is not none }}",
    },
  },
  build = function(node, build)
    return setmetatable({
      fields = build:components(node.fields),
      condition = build:boolean(node, "condition"),
      text = build:value(node, "condition"),
    }, transformation)
  end,
}
