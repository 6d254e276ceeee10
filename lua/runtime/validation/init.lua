--- Holds a resolved manifest against the declarations of its components.
---
--- A finding: { rule, severity, message, node, field, line, column, path, suggestion,
--- reference }. `reference` is true where the reference's schema refuses the manifest too.
local bounds = require("runtime.validation.bounds")
local field_type = require("runtime.manifest.field_type")
local later = require("util.later")
local mend = later("runtime.validation.mend")
local registry = require("runtime.manifest.registry")
local scalars = require("runtime.validation.scalars")
local suggest = later("util.suggest")
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

-- The table of the document that holds a node's field, the nearest first.
local function owner_of(self, node, field)
  local origins = self.manifest.origins[node] or {}
  for _, origin in ipairs(origins) do
    if field ~= nil and origin[field] ~= nil then
      return origin, field
    end
  end
  return origins[1], nil
end

function checker:locate(origin, field, at_key)
  local doc = self.manifest.doc
  if not doc or not origin then
    return nil
  end
  if field ~= nil and at_key then
    return doc:locate_key(origin, field)
  end
  return doc:locate(origin, field)
end

function checker:add(finding)
  local place = ("%s:%s:%s:%s"):format(finding.rule, finding.line, finding.column, finding.message)
  if finding.line and self.seen[place] then
    return
  end
  self.seen[place] = true
  finding.severity = finding.severity or "error"
  self.found[#self.found + 1] = finding
end

--- A finding at the value of a field.
function checker:at_value(rule, node, field, path, message, suggestion)
  local origin, key = owner_of(self, node, field)
  local line, column = self:locate(origin, key)
  self:add({
    rule = rule, message = message, node = node, field = field, path = path, line = line,
    column = column, suggestion = suggestion, reference = true,
  })
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

local function names_of(alternatives)
  local names = {}
  for _, one in ipairs(alternatives) do
    if one.kind == "component" then
      names[#names + 1] = one.name
    elseif one.kind == "family" then
      table.move(registry.of_kind(one.name), 1, #registry.of_kind(one.name), #names + 1, names)
    end
  end
  return names
end

function checker:wrong_component(owner, key, path, alternatives)
  local node = owner[key]
  local names = names_of(alternatives)
  if type(node.type) ~= "string" then
    self:missing(node, "type", path, mend.type_of(node, names))
    return
  end
  local known = registry.find(node.type) ~= nil
  local nearest = suggest.nearest(node.type, names) or (#names == 1 and names[1])
    or mend.type_of(node, names)
  local message = known and ("%s: a %s cannot stand here"):format(path, node.type)
    or ("%s: there is no component type '%s'"):format(path, node.type)
  self:at_value(known and "wrong-component" or "unknown-type", node, "type", join(path, "type"),
    message, nearest)
end

function checker:missing(node, field, path, suggestion)
  local origins = self.manifest.origins[node] or {}
  local base = origins[#origins]
  local key = base or node
  local per_base = self.missing_fields[key] or {}
  self.missing_fields[key] = per_base
  local entry = per_base[field]
    or { count = 0, base = base, first = origins[1], node = node, path = path }
  entry.count = entry.count + 1
  entry.suggestion = suggestion
  per_base[field] = entry
end

-- A field that every use of a definition lacks is missing in the definition; one that some
-- uses lack is missing at the use.
function checker:report_missing()
  for key, fields in pairs(self.missing_fields) do
    for field, entry in pairs(fields) do
      local everywhere = entry.count >= (self.visits[key] or 0)
      local line, column = self:locate(everywhere and entry.base or entry.first)
      self:add({
        rule = "missing-field", node = entry.node, field = field, path = entry.path, line = line,
        column = column, suggestion = entry.suggestion or field, reference = true,
        message = ("%s: the field '%s' is missing"):format(entry.path, field),
      })
    end
  end
end

function checker:bad_choice(owner, key, path, one)
  local value = owner[key]
  local nearest = mend.choice(value, one.choices)
  self:at_value("bad-enum", owner, key, path,
    ("%s: '%s' is not one of %s"):format(path, value, table.concat(one.choices, ", ")), nearest)
end

function checker:wrong_type(owner, key, path, alternatives, kind)
  for _, one in ipairs(alternatives) do
    if one.kind == "enum" and kind == "string" then
      return self:bad_choice(owner, key, path, one)
    end
  end
  local value = owner[key]
  local suggestion = mend.value(value, kind, alternatives)
  local shown = kind == "string"
    and ("'%s'"):format(#value > 60 and value:sub(1, 57) .. "..." or value)
    or (kind == "object" and "a mapping") or (kind == "array" and "a list") or tostring(value)
  self:at_value("wrong-type", owner, key, path,
    ("%s: must be %s, not %s"):format(path, field_type.describe(alternatives), shown), suggestion)
end

-- The one type that a mapping without a type may be without saying so. A type without a
-- declaration has no fields to check.
local function unsaid_type(node, alternatives)
  local names = node.type == nil and names_of(alternatives) or {}
  if #names ~= 1 then
    return nil
  end
  local definition = registry.find(names[1])
  return not definition and names[1] or definition and definition.untyped and names[1] or nil
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
    return self:wrong_type(owner, key, path, alternatives, "object")
  elseif type(node.type) == "string" and node.type:find("^Custom") and node.class_name ~= nil then
    return
  end
  local unsaid = unsaid_type(node, alternatives)
  if unsaid then
    definition = registry.find(unsaid)
    return definition and self:component(node, definition, path)
  end
  self:visit(node)
  self:wrong_component(owner, key, path, alternatives)
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
    return self:wrong_type(owner, key, path, alternatives, "array")
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
  self:wrong_type(owner, key, path, alternatives, kind)
end

function checker:visit(node)
  local origins = self.manifest.origins[node] or {}
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
      self:wrong_type(mapping, name, here, alternatives, "object")
    else
      self:value(mapping, name, here, alternatives)
    end
  end
end

function checker:component(node, definition, path)
  self:visit(node)
  for _, field in ipairs(definition.fields) do
    local value = node[field.name]
    if value ~= nil then
      self:value(node, field.name, join(path, field.name), field_type.parse(field.type))
      if field.members and scalars.kind_of(value) == "object" then
        self:members(value, join(path, field.name), field_type.parse(field.members))
      end
    elseif field.required then
      self:missing(node, field.name, path)
    end
  end
  bounds(self, node, definition, path)
  unknown_fields(self, node, definition, path)
  if self.each then
    self.each(node, definition, path)
  end
end

local function by_place(a, b)
  if (a.line or 0) ~= (b.line or 0) then
    return (a.line or 0) < (b.line or 0)
  elseif (a.column or 0) ~= (b.column or 0) then
    return (a.column or 0) < (b.column or 0)
  end
  return a.message < b.message
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
    self:at_value("unknown-type", root, "type", "type",
      ("type: a manifest is a DeclarativeSource, not '%s'"):format(tostring(root.type)),
      "DeclarativeSource")
  end
  self:report_missing()
  table.sort(self.found, by_place)
  return self.found
end

return validation
