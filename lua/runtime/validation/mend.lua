--- What somebody may have meant by a value that does not fit.
local json = require("host.json")
local lists = require("util.lists")
local registry = require("runtime.manifest.registry")
local suggest = require("util.later")("util.suggest")

local mend = {}

-- Words of other tools for choices of this language.
local synonyms = {
  query = { "request_parameter" },
  params = { "request_parameter" },
  query_parameter = { "request_parameter" },
  query_string = { "request_parameter" },
  headers = { "header" },
  body = { "body_json", "body_data" },
  json = { "body_json" },
  form = { "body_data" },
}

--- The choice nearest to a text, or nil.
---@param text string
---@param choices string[]
function mend.choice(text, choices)
  local nearest = suggest.nearest(text, choices)
  for _, known in ipairs(not nearest and synonyms[text:lower()] or {}) do
    nearest = nearest or (lists.contains(choices, known) and known) or nil
  end
  return nearest
end

local function takes(alternatives, kind)
  for _, one in ipairs(alternatives) do
    if one.kind == kind then
      return true
    end
  end
  return false
end

local function only_member(value, kind)
  if kind == "array" and #value == 1 then
    return value[1]
  elseif kind == "object" and json.size(value) == 1 then
    return value[json.keys(value)[1]]
  end
  return nil
end

--- A value of a wrong kind made into one of the right kind, as text; nil when that is not plain.
---@param value any
---@param kind string of runtime.validation.scalars
---@param alternatives table[] of runtime.manifest.field_type
---@return string|nil
function mend.value(value, kind, alternatives)
  if kind == "string" and tonumber(value) then
    return value
  elseif kind == "string" and registry.find(value) then
    return "type: " .. value
  elseif kind == "string" and takes(alternatives, "list") then
    return "- " .. value
  end
  local inner = only_member(value, kind)
  if type(inner) == "string" and (takes(alternatives, "string") or takes(alternatives, "enum")) then
    return inner
  end
  return nil
end

local function fit(node, name)
  local definition, score = registry.find(name), 0
  if not definition or (name:find("^Custom") and node.class_name == nil) then
    return 0
  end
  for key in pairs(node) do
    score = score + (definition.by_name[key] and 2 or 0)
  end
  for _, field in ipairs(definition.fields) do
    score = score - (field.required and node[field.name] == nil and 1 or 0)
  end
  return score
end

--- The one of several types whose fields fit a mapping best, or nil.
function mend.type_of(node, names)
  local best, best_score = nil, 0
  for _, name in ipairs(names) do
    local score = fit(node, name)
    if score > best_score then
      best, best_score = name, score
    end
  end
  return best or (#names == 1 and names[1]) or nil
end

return mend
