--- The component types of the manifest language.
---
--- A type is one file, lua/runtime/components/<Type>.lua, that returns its declaration:
---   type, kind, summary     names and one sentence
---   fields                  list of { name, type, required, default, default_type, custom_type,
---                           template, doc, example, leads }, in the order in which `fmt` writes
---                           them (those with `leads` before `type`); the language of `type` is
---                           in field_type.lua
---   untyped                 true where a mapping in its place need not say its type
---   closed                  true where the reference refuses unknown fields, too
---   one_of                  names of fields of which one has to be there; with `tolerated` the
---                           reference takes the component without, though it cannot work
---   free_fields             true where unknown fields are taken (custom components)
---   build(node, build)      makes the object that works; see build.lua
--- Files are read when their type is first asked for.
local embedded = require("host.embedded")

local registry = {}

local FOLDER = "lua/runtime/components/"
local loaded, added = {}, {}

local function prepare(definition)
  definition.by_name = {}
  definition.fields = definition.fields or {}
  for _, field in ipairs(definition.fields) do
    definition.by_name[field.name] = field
  end
  return definition
end

--- Adds a type that is not built in; its shape is that of a component file.
---@param definition table
function registry.add(definition)
  added[definition.type] = prepare(definition)
end

--- @param name any the value of `type` in a manifest
--- @return table|nil definition
function registry.find(name)
  if type(name) ~= "string" then
    return nil
  end
  local definition = added[name] or loaded[name]
  if not definition and embedded.has(FOLDER .. name .. ".lua") then
    definition = prepare(require("runtime.components." .. name))
    loaded[name] = definition
  end
  return definition
end

--- All type names, sorted.
---@return string[]
function registry.names()
  local list = {}
  for _, path in ipairs(embedded.list(FOLDER)) do
    list[#list + 1] = path:sub(#FOLDER + 1, -5)
  end
  for name in pairs(added) do
    list[#list + 1] = name
  end
  table.sort(list)
  return list
end

--- The names of the types of one kind, sorted. Reads every component file.
---@param kind string
---@return string[]
function registry.of_kind(kind)
  local list = {}
  for _, name in ipairs(registry.names()) do
    if registry.find(name).kind == kind then
      list[#list + 1] = name
    end
  end
  return list
end

--- The declaration of a field, or nil.
---@param type_name string
---@param field_name string
---@return table|nil
function registry.field(type_name, field_name)
  local definition = registry.find(type_name)
  return definition and definition.by_name[field_name]
end

return registry
