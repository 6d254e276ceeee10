--- What the fields of a manifest mean, from the components' own declarations.
local field_type = require("runtime.manifest.field_type")
local json = require("host.json")
local lists = require("util.lists")
local registry = require("runtime.manifest.registry")
local suggest = require("util.suggest")

local explanation = {}

local function types_in(alternatives, list)
  for _, one in ipairs(alternatives) do
    if one.kind == "component" and registry.find(one.name) then
      list[#list + 1] = one.name
    elseif one.kind == "family" then
      local names = registry.of_kind(one.name)
      table.move(names, 1, #names, #list + 1, list)
    else
      types_in(one.element or one.members or {}, list)
    end
  end
  return list
end

local function fields_named(types, name)
  local found = {}
  for _, type_name in ipairs(types) do
    local field = registry.field(type_name, name)
    if field then
      found[#found + 1] = { owner = type_name, field = field }
    end
  end
  return found
end

local function all_names(types)
  local names = {}
  for _, type_name in ipairs(types) do
    names[#names + 1] = type_name
    for _, field in ipairs(registry.find(type_name).fields) do
      names[#names + 1] = field.name
    end
  end
  return names
end

-- Whether the next segment may be a key of a mapping that has members of a declared type.
local function takes_keys(found)
  for _, one in ipairs(found or {}) do
    if one.field.members then
      return true
    end
  end
  return false
end

local function step(state, segment)
  if lists.contains(state.types, segment) then
    state.types, state.found = { segment }, nil
    return true
  end
  local found = fields_named(state.types, segment)
  if #found == 0 and takes_keys(state.found) then
    return true
  elseif #found == 0 then
    return nil, suggest.nearest(segment, all_names(state.types))
  end
  state.found, state.types = found, {}
  for _, one in ipairs(found) do
    for _, name in ipairs(types_in(field_type.of(one.field), {})) do
      if not lists.contains(state.types, name) then
        state.types[#state.types + 1] = name
      end
    end
  end
  return true
end

--- Follow a path such as "streams.retriever.paginator" or "HttpRequester.path".
---@param path string
---@return table|nil state { types, found }, string|nil message, string|nil suggestion
function explanation.find(path)
  local state = { types = { "DeclarativeSource" } }
  local first = true
  path = path:gsub("^manifest%.", "") -- as findings and policies write it
  for segment in path:gsub("%[%d*%]", ""):gmatch("[^.]+") do
    if first and registry.find(segment) then
      state.types = { segment }
    elseif not segment:find("^%d+$") then
      local ok, nearest = step(state, segment)
      if not ok then
        nearest = nearest or first and suggest.nearest(segment, registry.names())
        return nil, ("there is no field '%s'"):format(segment), nearest
      end
    end
    first = false
  end
  return state
end

local function shown_type(field)
  return field_type.describe(field_type.of(field))
end

--- A field's declaration as a JSON value.
---@param one table a field of a component file
---@return table
function explanation.field_object(one)
  local field = one.field
  local members = json.new_object({
    { "component", one.owner }, { "name", field.name }, { "type", shown_type(field) },
    { "required", field.required == true },
  })
  members.default, members.defaultType = field.default, field.default_type
  members.description, members.example = field.doc, field.example
  if type(field.template) == "table" then
    members.variables = json.new_array(field.template)
  end
  members.deprecated, members.secret = field.deprecated, field.secret
  return members
end

--- A component's declaration as a JSON value.
---@param name string a component type
---@return table
function explanation.type_object(name)
  local definition = registry.find(name)
  local fields = json.new_array()
  for i, field in ipairs(definition.fields) do
    fields[i] = explanation.field_object({ owner = name, field = field })
  end
  return json.new_object({
    { "type", name }, { "kind", definition.kind or "part" },
    { "description", definition.summary or "" }, { "fields", fields },
  })
end

--- The type of a field as it is shown: "string", "list of DeclarativeStream".
---@type fun(field: table): string
explanation.shown_type = shown_type

return explanation
