--- What a policy sees beside the pure part of Lua: helpers to walk documents.
---
---   null                      the null of YAML
---   is_mapping(v) is_list(v)
---   walk(value, visit, path)  visit(node, path) for each mapping; false from it: not below
---   each(value, type, ...)    iterates over the components of these types: node, path
local join = require("policy.place").join
local json = require("host.json")

local environment = {}

local function walk(node, visit, path)
  if json.is_object(node) and visit(node, path) == false then
    return
  end
  local is_object = json.is_object(node)
  for key, value in (is_object and pairs or ipairs)(node) do
    if json.is_object(value) or json.is_array(value) then
      walk(value, visit, join(path, key))
    end
  end
end

--- Call visit(node, path) for each mapping, the outer ones first.
function environment.walk(value, visit, path)
  if json.is_object(value) or json.is_array(value) then
    walk(value, visit, path or "")
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

--- The components of some types below a value, without the definitions: they count where they
--- are used. For `for node, path in each(input.resolved, "HttpRequester") do`.
function environment.each(value, ...)
  local wanted, found, at = {}, type(value) == "table" and components_of(value) or {}, -1
  for _, name in ipairs({ ... }) do
    wanted[name] = true
  end
  return function()
    repeat
      at = at + 2
    until not found[at] or wanted[found[at].type]
    return found[at], found[at + 1]
  end
end

--- New globals for one file.
---@return table
function environment.new()
  return {
    null = json.null, is_mapping = json.is_object, is_list = json.is_array,
    walk = environment.walk, each = environment.each,
  }
end

return environment
