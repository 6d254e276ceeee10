--- Holds a resolved manifest against the declarations of its components.
---
--- A finding: { rule, severity, message, node, field, line, column, path, suggestion,
--- reference }. `reference` is true where the reference's schema refuses the manifest too.
local bounds = require("runtime.validation.bounds")
local field_type = require("runtime.manifest.field_type")
local findings = require("util.later")("runtime.validation.findings")
local registry = require("runtime.manifest.registry")
local scalars = require("runtime.validation.scalars")
local unknown_fields = require("runtime.validation.unknown_fields")

local validation = {}

local checker = {}
checker.__index = checker

local function join(path, key)
  if type(key) == "number" then
    return ("%s[%d]"):format(path, key - 1)
  end
  return path == "" and key or path .. "." .. key
end

local function is_component(one)
  return one.kind == "component" or one.kind == "family"
end

local function accepts_component(one, name, definition)
  if one.kind == "component" then
    return one.name == name
  end
  return one.kind == "family" and definition ~= nil and definition.kind == one.name
end

function checker:object(owner, key, path, alternatives)
  local node = owner[key]
  local definition = registry.find(node.type)
  local is_free, has_components = false, false
  for _, one in ipairs(alternatives) do
    if is_component(one) then
      has_components = true
      if accepts_component(one, node.type, definition) then
        return self:component(node, definition, path)
      end
    end
    is_free = is_free or one.kind == "object" or one.kind == "any"
  end
  if is_free then
    return
  elseif not has_components then
    return findings.wrong_type(self, owner, key, path, alternatives, "object")
  elseif type(node.type) == "string" and node.type:find("^Custom") and node.class_name ~= nil then
    return
  end
  local unsaid = findings.unsaid_type(node, alternatives)
  if unsaid then
    definition = registry.find(unsaid)
    return definition and self:component(node, definition, path)
  end
  self:visit(node)
  findings.wrong_component(self, owner, key, path, alternatives)
end

function checker:array(owner, key, path, alternatives)
  local element
  for _, one in ipairs(alternatives) do
    if one.kind == "any" or one.kind == "array" then
      return
    end
    element = one.kind == "list" and one.element or element
  end
  if not element then
    return findings.wrong_type(self, owner, key, path, alternatives, "array")
  end
  for index in ipairs(owner[key]) do
    self:value(owner[key], index, join(path, index), element)
  end
end

function checker:value(owner, key, path, alternatives)
  local value = owner[key]
  local kind = scalars.kind_of(value)
  if kind == "object" then
    return self:object(owner, key, path, alternatives)
  elseif kind == "array" then
    return self:array(owner, key, path, alternatives)
  end
  for _, one in ipairs(alternatives) do
    if scalars.fits(one, value, kind) then
      return
    end
  end
  findings.wrong_type(self, owner, key, path, alternatives, kind)
end

function checker:visit(node)
  local origins = self.manifest.origins:of(node)
  local base = origins[#origins] or node
  self.visits[base] = (self.visits[base] or 0) + 1
end

-- A field whose mapping holds values of one type under names of the author's choice. Where they may
-- be texts, a mapping that does not say its type is no component.
function checker:members(mapping, path, alternatives)
  local may_be_text = alternatives[1].kind == "string"
  for name, value in pairs(mapping) do
    local here = join(path, name)
    if may_be_text and scalars.kind_of(value) == "object" and value.type == nil then
      findings.wrong_type(self, mapping, name, here, alternatives, "object")
    else
      self:value(mapping, name, here, alternatives)
    end
  end
end

-- The fields of which a type needs one at least.
local function has_one_of(node, names)
  for _, name in ipairs(names) do
    if node[name] ~= nil then
      return true
    end
  end
  return false
end

function checker:component(node, definition, path)
  self:visit(node)
  local one_of = definition.one_of
  if one_of and not has_one_of(node, one_of) then
    findings.missing(self, node, one_of[1], path, nil, definition.tolerated)
  end
  for _, field in ipairs(definition.fields) do
    local value = node[field.name]
    if value ~= nil then
      self:value(node, field.name, join(path, field.name), field_type.parse(field.type))
      if field.members and scalars.kind_of(value) == "object" then
        self:members(value, join(path, field.name), field_type.parse(field.members))
      end
    elseif field.required then
      findings.missing(self, node, field.name, path)
    end
  end
  bounds(self, node, definition, path)
  unknown_fields(self, node, definition, path)
  if self.each then
    self.each(node, definition, path)
  end
end

--- Findings of a whole manifest, in order of place.
---@param manifest table of runtime.manifest.load
---@param each function|nil called with node, definition, path for every component
---@return table[] findings
function validation.check(manifest, each)
  local self = setmetatable({
    manifest = manifest, found = {}, seen = {}, visits = {}, missing_fields = {}, each = each,
  }, checker)
  local root, definition = manifest.root, registry.find(manifest.root.type)
  if definition and definition.kind == "source" then
    self:component(root, definition, "")
  else
    findings.at_value(self, "unknown-type", root, "type", "type",
      ("type: a manifest is a DeclarativeSource, not %s"):format(findings.shown(root.type)),
      "DeclarativeSource")
  end
  local is_right = #self.found == 0 and next(self.missing_fields) == nil
  return is_right and self.found or findings.of(self)
end

return validation
