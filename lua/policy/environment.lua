--- What a policy sees beside the pure part of Lua: helpers to walk documents.
---
---   null                      the null of YAML
---   is_mapping(v) is_list(v)
---   walk(value, visit, path)  visit(node, path) for each mapping; false from it: not below
---   each(value, type, ...)    iterates over the components of these types: node, path
local json = require("host.json")

local environment = {}

--- The path of a member.
---@param path string that of the owner, "" for the document
---@param key string|integer
---@return string
function environment.join(path, key)
  if math.type(key) == "integer" then
    return ("%s[%d]"):format(path, key - 1)
  elseif key:find("^[%w_$-]+$") then
    return path == "" and key or path .. "." .. key
  end
  return ('%s["%s"]'):format(path, key:gsub('[%c"]', "?"))
end

local function walk(node, visit, path)
  if json.is_object(node) and visit(node, path) == false then
    return
  end
  local is_object = json.is_object(node)
  for key, value in (is_object and pairs or ipairs)(node) do
    if json.is_object(value) or json.is_array(value) then
      walk(value, visit, environment.join(path, key))
    end
  end
end

--- Call visit(node, path) for each mapping, the outer ones first.
function environment.walk(value, visit, path)
  if json.is_object(value) or json.is_array(value) then
    walk(value, visit, path or "")
  end
end

--- The components of some types below a value, without the definitions: they count where they
--- are used. For `for node, path in each(input.resolved, "HttpRequester") do`.
function environment.each(value, ...)
  local wanted, found = {}, {}
  for _, name in ipairs({ ... }) do
    wanted[name] = true
  end
  environment.walk(value, function(node, path)
    if wanted[node.type] then
      found[#found + 1] = { node, path }
    end
    return path ~= "definitions"
  end)
  local at = 0
  return function()
    at = at + 1
    local one = found[at]
    if one then
      return one[1], one[2]
    end
    return nil
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
