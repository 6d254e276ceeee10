--- The manifest language as a JSON Schema for editors: completion, descriptions, values of
--- enumerations. It is made from the components' declarations.
---
--- An editor sees the manifest before references and parameters are resolved, where any field of
--- a component may still come from elsewhere; so nothing is required here. `lint` tells what is
--- missing.
local field_type = require("runtime.manifest.field_type")
local json = require("host.json")
local registry = require("runtime.manifest.registry")

local editor_schema = {}

local function object(list)
  return json.new_object(list)
end

local function reference(name)
  return object({ { "$ref", "#/definitions/" .. name } })
end

local plain = { string = true, integer = true, number = true, boolean = true, object = true,
  array = true, null = true }

local of_alternatives

local function of_one(one, list)
  if one.kind == "component" then
    list[#list + 1] = reference(one.name)
  elseif one.kind == "family" then
    list[#list + 1] = reference("kind." .. one.name)
  elseif one.kind == "enum" then
    list[#list + 1] = object({ { "enum", json.new_array({ table.unpack(one.choices) }) } })
  elseif one.kind == "list" then
    list[#list + 1] = object({ { "type", "array" }, { "items", of_alternatives(one.element) } })
  elseif plain[one.kind] then
    local members = one.members and of_alternatives(one.members) or nil
    list[#list + 1] = object({ { "type", one.kind }, { "additionalProperties", members } })
  else
    list[#list + 1] = object()
  end
end

-- Components may be named by a reference that is written as text.
local function holds_component(alternatives)
  for _, one in ipairs(alternatives) do
    if one.kind == "component" or one.kind == "family"
      or (one.kind == "list" and holds_component(one.element)) then
      return true
    end
  end
  return false
end

function of_alternatives(alternatives)
  local list = json.new_array()
  for _, one in ipairs(alternatives) do
    of_one(one, list)
  end
  if holds_component(alternatives) then
    list[#list + 1] = reference("reference")
  end
  return #list == 1 and list[1] or object({ { "anyOf", list } })
end

local function of_field(field)
  local members = object()
  for key, value in pairs(of_alternatives(field_type.of(field))) do
    members[key] = value
  end
  if members["$ref"] then -- draft 7 ignores what stands beside a reference
    members = object({ { "anyOf", json.new_array({ members, reference("mapping") }) } })
  end
  members.description = field.doc
  members.default = field.default
  if field.example ~= nil then
    members.examples = json.new_array({ field.example })
  end
  if field.template then -- an expression stands for any value
    members = object({ { "description", field.doc },
      { "anyOf", json.new_array({ members, reference("expression") }) } })
  end
  return members
end

local function of_type(name)
  local definition = registry.find(name)
  local properties = object({ { "type", object({ { "const", name } }) } })
  for _, field in ipairs(definition.fields) do
    properties[field.name] = of_field(field)
  end
  properties["$parameters"] = reference("mapping")
  properties["$ref"] = object({ { "type", "string" } })
  return object({ { "type", "object" }, { "description", definition.summary },
    { "properties", properties } })
end

local function of_kind(kind)
  local list = json.new_array()
  for i, name in ipairs(registry.of_kind(kind)) do
    list[i] = reference(name)
  end
  list[#list + 1] = object({ { "type", "object" }, { "required", json.new_array({ "$ref" }) } })
  return object({ { "anyOf", list } })
end

local function kinds()
  local found, names = {}, {}
  local function visit(alternatives)
    for _, one in ipairs(alternatives) do
      if one.kind == "family" and not found[one.name] then
        found[one.name] = true
        names[#names + 1] = one.name
      else
        visit(one.element or one.members or {})
      end
    end
  end
  for _, name in ipairs(registry.names()) do
    for _, field in ipairs(registry.find(name).fields) do
      visit(field_type.of(field))
    end
  end
  table.sort(names)
  return names
end

local function definitions()
  local all = object({
    { "reference", object({ { "type", "string" }, { "pattern", "^#/" } }) },
    { "expression", object({ { "type", "string" }, { "pattern", "\\{[{%]" } }) },
    { "mapping", object({ { "type", "object" } }) },
  })
  for _, name in ipairs(registry.names()) do
    all[name] = of_type(name)
  end
  for _, kind in ipairs(kinds()) do
    all["kind." .. kind] = of_kind(kind)
  end
  return all
end

--- The schema of a whole manifest, draft 7.
---@return table
function editor_schema.make()
  local root = of_type("DeclarativeSource")
  local schema = object({ { "$schema", "http://json-schema.org/draft-07/schema#" },
    { "title", "manifest.yaml" } })
  for key, value in pairs(root) do
    schema[key] = value
  end
  schema.definitions = definitions()
  return schema
end

return editor_schema
