--- A declared shape (project.shape) as a JSON Schema for editors.
local json = require("host.json")

local shape_schema = {}

local types = { mapping = "object", list = "array" }

local function names_of(declared)
  if declared.order then
    return declared.order
  end
  local names = {}
  for name in pairs(declared.fields) do
    names[#names + 1] = name
  end
  table.sort(names)
  return names
end

local of_shape

local function add_members(schema, declared)
  local properties, required = json.new_object(), json.new_array()
  for _, name in ipairs(names_of(declared)) do
    properties[name] = of_shape(declared.fields[name])
    if declared.fields[name].required then
      required[#required + 1] = name
    end
  end
  schema.properties = properties
  schema.required = #required > 0 and required or nil
  if not declared.others then
    schema.additionalProperties = false
  elseif declared.others ~= true then
    schema.additionalProperties = of_shape(declared.others)
  end
end

function of_shape(declared)
  local schema = json.new_object()
  if declared.type then
    schema.type = types[declared.type] or declared.type
  end
  schema.const, schema.description = declared.const, declared.doc
  schema.enum = declared.choices and json.new_array({ table.unpack(declared.choices) }) or nil
  if declared.fields then
    add_members(schema, declared)
  end
  schema.items = declared.items and of_shape(declared.items) or nil
  return schema
end

--- The schema of a document.
---@param declared table the shape of the whole
---@param title string
---@return table
function shape_schema.make(declared, title)
  local schema = json.new_object({ { "$schema", "http://json-schema.org/draft-07/schema#" },
    { "title", title }, { "type", "object" } })
  for key, value in pairs(of_shape(declared)) do
    schema[key] = value
  end
  return schema
end

return shape_schema
