--- Fields that a component does not have.
local later = require("util.later")
local findings = later("runtime.validation.findings")
local json = require("host.json")
local mend = later("runtime.validation.mend")
local registry = require("runtime.manifest.registry")
local suggest = later("util.suggest")

local always_known = { type = true, class_name = true, ["$parameters"] = true, ["$ref"] = true }

-- The child component that an unknown field was meant for.
local function child_that_wants(node, key)
  for name, value in pairs(node) do
    local definition = json.is_object(value) and registry.find(value.type)
    if definition and definition.by_name[key] and value[key] == nil then
      return name
    end
  end
  return nil
end

local function missing_names(node, definition)
  local names = {}
  for _, field in ipairs(definition.fields) do
    if node[field.name] == nil then
      names[#names + 1] = field.name
    end
  end
  return names
end

local function report(self, node, definition, origin, key, path)
  local nearest = suggest.nearest(key, missing_names(node, definition))
  local child = not nearest and child_that_wants(node, key)
  local line, column = findings.locate(self, origin, key, true)
  local message = ("%s: %s has no field '%s'"):format(path, definition.type, key)
  if child then
    message = message .. (", it belongs in '%s'"):format(child)
  end
  findings.add(self, {
    rule = "unknown-field",
    severity = (nearest or child or definition.closed) and "error" or "warning", node = node,
    field = key, path = path == "" and key or path .. "." .. key, line = line, column = column,
    message = message, suggestion = nearest or (child and child .. "." .. key) or nil,
    reference = definition.closed,
  })
end

local function says_type(self, node)
  for _, origin in ipairs(self.manifest.origins:of(node)) do
    if origin.type ~= nil then
      return true
    end
  end
  return false
end

-- The type that fits the fields of a node better than the one it has by default; nil when the
-- node says its type.
local function better_type(self, node, definition)
  if definition.untyped or says_type(self, node) then
    return nil
  end
  local better = mend.type_of(node, registry.of_kind(definition.kind))
  return better ~= definition.type and better or nil
end

--- Add findings for the fields of a node that its type does not have: errors where a field was
--- misspelt or belongs to a child, else warnings.
---@param self table the checker of runtime.validation
return function(self, node, definition, path)
  if definition.free_fields then
    return
  end
  local better
  for _, origin in ipairs(self.manifest.origins:of(node)) do
    for _, key in ipairs(json.keys(origin)) do
      if not definition.by_name[key] and not always_known[key] and not key:find("^[x$]%-") then
        better = better or better_type(self, node, definition)
        if not better then
          report(self, node, definition, origin, key, path)
        end
      end
    end
  end
  if better then
    findings.missing(self, node, "type", path, better)
  end
end
