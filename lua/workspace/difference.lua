--- Two values as a list of differences: {path, op, from, to}, op one of add, remove, replace.
local json = require("host.json")
local align = require("util.yaml.align")
local value = require("util.value")

local difference = {}

local function child(path, key)
  if math.type(key) == "integer" then
    return path .. "[" .. key - 1 .. "]"
  end
  if key:find("^[%w_$-]+$") then
    return path == "" and key or path .. "." .. key
  end
  return path .. "[" .. json.encode(key) .. "]"
end

local compare

local function objects(from, to, path, found)
  for key, item in pairs(from) do
    compare(item, to[key], child(path, key), found)
  end
  for key, item in pairs(to) do
    if from[key] == nil then
      compare(nil, item, child(path, key), found)
    end
  end
end

local function arrays(from, to, path, found)
  for _, pair in ipairs(align(from, to)) do
    local i, j = pair[1], pair[2]
    compare(i and from[i], j and to[j], child(path, j or i), found)
  end
end

function compare(from, to, path, found)
  if from ~= nil and to ~= nil then
    if json.is_object(from) and json.is_object(to) then
      return objects(from, to, path, found)
    elseif json.is_array(from) and json.is_array(to) then
      return arrays(from, to, path, found)
    elseif value.equal(from, to) then
      return
    end
  end
  local op = from == nil and "add" or to == nil and "remove" or "replace"
  found[#found + 1] = { path = path, op = op, from = from, to = to }
end

--- Everything that has to happen to `from` to become `to`.
---@param from any a JSON value or nil
---@param to any a JSON value or nil
---@param path string|nil the path of the two, "" when left out
---@return {path:string, op:string, from:any, to:any}[]
function difference.list(from, to, path)
  local found = {}
  if from ~= nil or to ~= nil then
    compare(from, to, path or "", found)
  end
  return found
end

--- The differences of two definitions: name, manifest, components.
---@param from {name:string|nil, manifest:any, components:string|nil}
---@param to {name:string|nil, manifest:any, components:string|nil}
---@return table[]
function difference.definitions(from, to)
  local found = {}
  for _, field in ipairs({ "name", "manifest", "components" }) do
    for _, item in ipairs(difference.list(from[field], to[field], field)) do
      found[#found + 1] = item
    end
  end
  return found
end

return difference
