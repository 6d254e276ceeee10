--- What runtime.validation finds: each function takes its checker, which holds the manifest and
--- gathers the findings. Most manifests are right, and nobody reads this file then.
local field_type = require("runtime.manifest.field_type")
local mend = require("runtime.validation.mend")
local registry = require("runtime.manifest.registry")
local scalars = require("runtime.validation.scalars")
local suggest = require("util.suggest")

local findings = {}

-- The table of the document that holds a node's field, the nearest first.
local function owner_of(self, node, field)
  local origins = self.manifest.origins:of(node)
  for _, origin in ipairs(origins) do
    if field ~= nil and origin[field] ~= nil then
      return origin, field
    end
  end
  return origins[1], nil
end

--- @param at_key boolean|nil whether the place of the field's name is wanted
--- @return integer|nil line, integer|nil column
function findings.locate(self, origin, field, at_key)
  local doc = self.manifest.doc
  if not doc or not origin then
    return nil
  end
  if field ~= nil and at_key then
    return doc:locate_key(origin, field)
  end
  return doc:locate(origin, field)
end

--- Adds a finding, unless it is there: definitions are looked at in each place of use.
function findings.add(self, finding)
  local place = ("%s:%s:%s:%s"):format(finding.rule, finding.line, finding.column, finding.message)
  if finding.line and self.seen[place] then
    return
  end
  self.seen[place] = true
  finding.severity = finding.severity or "error"
  self.found[#self.found + 1] = finding
end

--- A finding at the value of a field.
function findings.at_value(self, rule, node, field, path, message, suggestion)
  local origin, key = owner_of(self, node, field)
  local line, column = findings.locate(self, origin, key)
  findings.add(self, {
    rule = rule, message = message, node = node, field = field, path = path, line = line,
    column = column, suggestion = suggestion, reference = true,
  })
end

--- A value as a message names it.
local function shown(value)
  local kind = scalars.kind_of(value)
  if kind == "string" then
    return ("'%s'"):format(#value > 60 and value:sub(1, 57) .. "..." or value)
  end
  return kind == "object" and "a mapping" or kind == "array" and "a list" or tostring(value)
end
findings.shown = shown

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

--- A component that cannot stand in its place.
function findings.wrong_component(self, owner, key, path, alternatives)
  local node = owner[key]
  local names = names_of(alternatives)
  if node.type == nil then
    return findings.missing(self, node, "type", path, mend.type_of(node, names))
  elseif type(node.type) ~= "string" then
    return findings.at_value(self, "wrong-type", node, "type", path .. ".type",
      ("%s.type: must be text, not %s"):format(path, shown(node.type)), mend.type_of(node, names))
  end
  local known = registry.find(node.type) ~= nil
  local nearest = suggest.nearest(node.type, names) or (#names == 1 and names[1])
    or mend.type_of(node, names)
  local message = known and ("%s: a %s cannot stand here"):format(path, node.type)
    or ("%s: there is no component type '%s'"):format(path, node.type)
  findings.at_value(self, known and "wrong-component" or "unknown-type", node, "type",
    path .. ".type", message, nearest)
end

--- A required field that is not there; told by `of`, when it is known how many uses lack it.
--- @param is_guess boolean|nil true where the reference takes the node as it is
function findings.missing(self, node, field, path, suggestion, is_guess)
  local origins = self.manifest.origins:of(node)
  local base = origins[#origins]
  local key = base or node
  local per_base = self.missing_fields[key] or {}
  self.missing_fields[key] = per_base
  local entry = per_base[field]
    or { count = 0, base = base, first = origins[1], node = node, path = path }
  entry.count = entry.count + 1
  entry.suggestion, entry.is_guess = suggestion, is_guess
  per_base[field] = entry
end

-- A field that every use of a definition lacks is missing in the definition; one that some
-- uses lack is missing at the use.
local function report_missing(self)
  for key, fields in pairs(self.missing_fields) do
    for field, entry in pairs(fields) do
      local everywhere = entry.count >= (self.visits[key] or 0)
      local line, column = findings.locate(self, everywhere and entry.base or entry.first)
      findings.add(self, {
        rule = "missing-field", node = entry.node, field = field, path = entry.path, line = line,
        column = column, suggestion = entry.suggestion or field, reference = not entry.is_guess,
        message = ("%s: the field '%s' is missing"):format(entry.path, field),
      })
    end
  end
end

local function bad_choice(self, owner, key, path, one)
  local value = owner[key]
  local nearest = mend.choice(value, one.choices)
  findings.at_value(self, "bad-enum", owner, key, path,
    ("%s: '%s' is not one of %s"):format(path, value, table.concat(one.choices, ", ")), nearest)
end

--- A value of another type than its field has.
function findings.wrong_type(self, owner, key, path, alternatives, kind)
  for _, one in ipairs(alternatives) do
    if one.kind == "enum" and kind == "string" then
      return bad_choice(self, owner, key, path, one)
    end
  end
  local value = owner[key]
  local suggestion = mend.value(value, kind, alternatives)
  findings.at_value(self, "wrong-type", owner, key, path,
    ("%s: must be %s, not %s"):format(path, field_type.describe(alternatives), shown(value)),
    suggestion)
end

-- The type that a mapping without a type may be without saying so. A type without a declaration
-- has no fields to check.
function findings.unsaid_type(node, alternatives)
  local names = node.type == nil and names_of(alternatives) or {}
  for _, name in ipairs(names) do
    local definition = registry.find(name)
    if definition and definition.untyped or not definition and #names == 1 then
      return name
    end
  end
  return nil
end

local function by_place(a, b)
  if (a.line or 0) ~= (b.line or 0) then
    return (a.line or 0) < (b.line or 0)
  elseif (a.column or 0) ~= (b.column or 0) then
    return (a.column or 0) < (b.column or 0)
  end
  return a.message < b.message
end

--- The findings of a checker that has seen the whole manifest, in order of place.
function findings.of(self)
  report_missing(self)
  table.sort(self.found, by_place)
  return self.found
end

return findings
