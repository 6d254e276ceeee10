local later = require("util.later")
local paths = later("runtime.values.dpath_plain")
local record_parts = later("runtime.records.parts")

-- The reference keeps parameters from the condition.
local NO_PARAMETERS = {}

local transformation = {}
transformation.__index = transformation

--- Whether a value stays: where the condition does not hold.
local function keeper(condition, vars)
  return function(value)
    vars.property = value
    local holds = condition:eval(vars)
    vars.property = nil
    return not holds
  end
end

function transformation:transform(record, vars)
  local removers, keep = self.removers, self.condition and keeper(self.condition, vars)
  for index = 1, #removers do
    removers[index](record, keep)
  end
end

--- See runtime.records.parts.
function transformation:mentions(parts)
  for _, pointer in ipairs(self.pointers) do
    if not record_parts.change(parts, pointer[1], #pointer == 1 and not self.condition) then
      return false
    end
  end
  return record_parts.read(parts, self.text)
end

return {
  type = "RemoveFields",
  kind = "transformation",
  summary = "Removes fields from each record; those that are missing are passed over.",
  fields = {
    {
      name = "field_pointers",
      type = "string[][]",
      required = true,
      doc = "The fields, each a list of keys; `*` and other globs are allowed.",
      example = { { "meta", "internal" }, { "_links" } },
    },
    {
      name = "condition",
      type = "string",
      template = { "config", "property" },
      doc = "A named field goes only where this holds; `property` is its value.",
      example = "{{ property == '' }}",
    },
  },
  build = function(node, build)
    local removers = {}
    for index, pointer in ipairs(node.field_pointers) do
      removers[index] = paths.remover(pointer)
    end
    return setmetatable({
      pointers = node.field_pointers,
      removers = removers,
      condition = build:boolean_of(NO_PARAMETERS, build:value(node, "condition")),
      text = build:value(node, "condition"),
    }, transformation)
  end,
}
