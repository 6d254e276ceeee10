--- What is known about the nodes of a document: the order of their keys, from the components'
--- declarations or from the shape of connector.yaml.
local field_type = require("runtime.manifest.field_type")
local json = require("host.json")
local registry = require("runtime.manifest.registry")

local guide = {}

local free = {}
free.__index = free

function free.order()
  return nil
end

function free:child()
  return self
end

-- A part of a manifest. `search` is true where any mapping that says a known type is a component.
local part = {}
part.__index = part

local function new_part(root, value, search, declared, default)
  return setmetatable({ root = root, value = value, search = search, declared = declared or {},
    default = default }, part)
end

-- The mapping that "#/a/b" names, when it is there.
local function referred(root, reference)
  local value = root
  for name in (reference:match("^#/(.*)$") or ""):gmatch("[^/]+") do
    value = json.is_object(value) and value[name]
      or json.is_array(value) and value[(math.tointeger(name) or -1) + 1] or nil
  end
  return json.is_object(value) and value ~= root and value or nil
end

local function said_type(root, value)
  for _ = 1, 10 do
    if not json.is_object(value) then
      return nil
    elseif type(value.type) == "string" then
      return value.type
    end
    value = type(value["$ref"]) == "string" and referred(root, value["$ref"])
  end
  return nil
end

-- The type that the declaration of the parent's field leaves no choice about.
local function only_type(declared, default)
  if default then
    return default
  end
  local found
  for _, one in ipairs(declared) do
    if one.kind == "family" or (one.kind == "component" and found) then
      return nil
    end
    found = one.kind == "component" and one.name or found
  end
  return found
end

--- The declaration of the component here, or nil.
function part:definition()
  if self.known == nil then
    self.known = self:find_definition() or false
  end
  return self.known or nil
end

function part:find_definition()
  if not json.is_object(self.value) then
    return nil
  end
  local is_place = self.search or #self.declared > 0
  local name = is_place and said_type(self.root, self.value)
  local refers = self.value["$ref"] ~= nil
  return registry.find(name or (not refers and only_type(self.declared, self.default)) or nil)
end

local orders = setmetatable({}, { __mode = "k" })

local function order_of(definition)
  local leading, names = {}, { "$ref", "type", "class_name" }
  for _, field in ipairs(definition.fields) do
    local list = field.leads and leading or names
    list[#list + 1] = field.name
  end
  return table.move(names, 1, #names, #leading + 1, leading)
end

function part:order()
  local definition = self:definition()
  if definition and not orders[definition] then
    orders[definition] = order_of(definition)
  end
  return definition and orders[definition]
end

-- Alternatives that are, or are lists of, components.
local function components_in(alternatives, lists)
  local found = {}
  for _, one in ipairs(alternatives) do
    if one.kind == "component" or one.kind == "family" then
      found[#found + 1] = one
    elseif one.kind == "list" and lists then
      table.move(one.element, 1, #one.element, #found + 1, found)
    end
  end
  return found
end

function part:child(key)
  local value = type(self.value) == "table" and self.value[key] or nil
  local definition = self:definition()
  if not definition then
    local below = self.search and key ~= "$parameters"
    return below and new_part(self.root, value, true) or (json.is_array(self.value)
      and new_part(self.root, value, false, self.declared, self.default)) or free
  end
  local field = definition.by_name[key]
  if field then
    local declared = components_in(field_type.parse(field.type), true)
    local search = definition.kind == "source" and key == "definitions"
    return (search or #declared > 0) and new_part(self.root, value, search, declared,
      field.default_type) or free
  end
  local custom = definition.free_fields and key ~= "$parameters"
  return custom and new_part(self.root, value, true) or free
end

--- The guide of a manifest.
---@param value any the decoded manifest
---@return table
function guide.of_manifest(value)
  return new_part(value, value, false, { { kind = "component", name = "DeclarativeSource" } },
    "DeclarativeSource")
end

local shaped = {}
shaped.__index = shaped

function shaped:order()
  return self.shape.order
end

function shaped:child(key)
  local member = (self.shape.fields or {})[key]
  return member and setmetatable({ shape = member }, shaped) or free
end

--- The guide of a document with a declared shape, see project.shape.
---@param shape table
---@return table
function guide.of_shape(shape)
  return setmetatable({ shape = shape }, shaped)
end

return guide
