--- What a policy sees beside the pure part of Lua: helpers to walk documents.
---
---   null                      the null of YAML
---   is_mapping(v) is_list(v)
---   walk(value, visit, path)  visit(node, path) for each mapping; false from it: not below
---   each(value, type, ...)    iterates over the components of these types, or all: node, path
---   secret_fields(type)       the fields of a component that hold a credential
---   matches(text, pattern)    whether a part of a text fits a regular expression
local join = require("policy.place").join
local json = require("host.json")

local environment = {}

local is_object, is_array = json.is_object, json.is_array

-- Each mapping in order: { node, path, where the one after all below it stands, ... }.
local function collect(node, path, steps)
  local at = is_object(node) and #steps + 1 or nil
  if at then
    steps[at], steps[at + 1], steps[at + 2] = node, path, false
  end
  for key, value in (at and pairs or ipairs)(node) do
    if type(value) == "table" and (is_object(value) or is_array(value)) then
      collect(value, join(path, key), steps)
    end
  end
  if at then
    steps[at + 2] = #steps + 1
  end
  return steps
end

local walked = setmetatable({}, { __mode = "k" })

-- Looked at once: nearly every policy walks through the same documents.
local function steps_of(value, path)
  local found = walked[value]
  if not found or found.path ~= path then
    found = collect(value, path, { path = path })
    walked[value] = found
  end
  return found
end

--- Call visit(node, path) for each mapping, the outer ones first.
function environment.walk(value, visit, path)
  local steps = (is_object(value) or is_array(value)) and steps_of(value, path or "") or {}
  local at = 1
  while steps[at] do
    at = visit(steps[at], steps[at + 1]) == false and steps[at + 2] or at + 3
  end
end

local known = setmetatable({}, { __mode = "k" })

-- All components below a value, in order: { node, path, ... }. Walked once: policies ask often.
local function components_of(value)
  local found = known[value]
  if not found then
    found = {}
    environment.walk(value, function(node, path)
      if type(node.type) == "string" and node.type:find("^%u") then
        found[#found + 1], found[#found + 2] = node, path
      end
      return path ~= "definitions"
    end)
    known[value] = found
  end
  return found
end

--- The components of some types below a value, of all types when none is named; without the
--- definitions: they count where they are used.
--- For `for node, path in each(input.resolved, "HttpRequester") do`.
function environment.each(value, ...)
  local wanted, found, at = {}, type(value) == "table" and components_of(value) or {}, -1
  for _, name in ipairs({ ... }) do
    wanted[name] = true
  end
  return function()
    repeat
      at = at + 2
    until not found[at] or wanted[found[at].type] or next(wanted) == nil
    return found[at], found[at + 1]
  end
end

--- The fields of a type of component that hold a credential, as the component declares them.
---@param name string
---@return string[]
function environment.secret_fields(name)
  local component = require("runtime.manifest.registry").find(name)
  local names = {}
  for _, field in ipairs(component and component.fields or {}) do
    names[#names + 1] = field.secret and field.name or nil
  end
  return names
end

local compiled = {}

--- Whether a part of a text fits a regular expression, as Python's `re.search` would tell.
function environment.matches(text, pattern)
  if type(text) ~= "string" or type(pattern) ~= "string" then
    error("matches: two texts are needed", 2)
  end
  local re, problem = compiled[pattern], nil
  if not re then
    re, problem = require("host.regex").compile(pattern)
    compiled = { [pattern] = re }
  end
  local found
  if re then
    found, problem = re:search(text)
  end
  return found ~= nil or problem ~= nil and error("matches: " .. problem, 2)
end

--- New globals for one file.
---@return table
function environment.new()
  return {
    null = json.null, is_mapping = json.is_object, is_list = json.is_array,
    walk = environment.walk, each = environment.each, matches = environment.matches,
    secret_fields = environment.secret_fields,
  }
end

return environment
