--- Fields that a component does not have.
local later = require("util.later")
local findings = later("runtime.validation.findings")
local json = require("host.json")
local mend = later("runtime.validation.mend")
local registry = require("runtime.manifest.registry")
local suggest = later("util.suggest")

local always_known = { class_name = true, ["$parameters"] = true, ["$ref"] = true }

-- The child components that fields which are unknown here may have been meant for, by field.
local function wanted_below(node)
  local wanted = {}
  for name, value in pairs(node) do
    local definition = json.is_object(value) and registry.find(value.type)
    for _, field in ipairs(definition and definition.fields or {}) do
      if value[field.name] == nil then
        wanted[field.name] = wanted[field.name] or name
      end
    end
  end
  return wanted
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

local function report(self, node, definition, origin, key, path, guesses)
  local nearest = suggest.nearest(key, guesses.names)
  local child = not nearest and guesses.below[key]
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

-- What somebody may have meant who gave a node fields that its type does not have.
local function guesses_of(self, node, definition)
  local better = better_type(self, node, definition)
  return better and { type = better }
    or { names = missing_names(node, definition), below = wanted_below(node) }
end

-- What every component may have, and notes of the author's, unless the type is closed.
local function is_unknown(definition, key)
  if definition.by_name[key] or key == "type" then
    return false
  end
  return definition.closed or not always_known[key] and not key:find("^[x$]%-")
end

--- Add findings for the fields of a node that its type does not have: errors where a field was
--- misspelt or belongs to a child, else warnings.
---@param self table the checker of runtime.validation
return function(self, node, definition, path)
  local guesses
  for _, origin in ipairs(definition.free_fields and {} or self.manifest.origins:of(node)) do
    for _, key in ipairs(json.keys(origin)) do
      if is_unknown(definition, key) then
        guesses = guesses or guesses_of(self, node, definition)
        if not guesses.type then
          report(self, node, definition, origin, key, path, guesses)
        end
      end
    end
  end
  if guesses and guesses.type then
    findings.missing(self, node, "type", path, guesses.type, true)
  end
end
