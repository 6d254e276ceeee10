--- Merging of request options (§9): a name from two sources is an error, except equal values in
--- JSON.
local failure = require("runtime.failure")
local json = require("host.json")

local mappings = {}

local function collision(path)
  failure.value_error(
    ("Request body collision, duplicate keys detected at key path: %s. Please ensure that all "
      .. "keys in the request are unique."):format(
      path
    )
  )
end

local function merge(target, source, path, nested)
  for key, value in pairs(source) do
    local here = path == "" and tostring(key) or path .. "." .. tostring(key)
    local present = target[key]
    if present == nil then
      target[key] = type(value) == "table" and json.copy(value) or value
    elseif json.is_object(present) and json.is_object(value) then
      if not nested then
        collision(here)
      end
      merge(present, value, here, nested)
    elseif not nested or not json.equal(present, value) then
      collision(here)
    end
  end
end

local function is_empty(value)
  return value == nil or value == json.null or (json.is_object(value) and json.size(value) == 0)
end

--- @param list table up to list.n options: JSON objects, texts or nil
--- @param nested boolean JSON bodies: objects merge, equal values are allowed
--- @return table|string one mapping, or the only text
function mappings.combine(list, nested)
  local text, others, result = nil, 0, json.new_object()
  for index = 1, list.n or #list do
    local option = list[index]
    if type(option) == "string" then
      if text then
        failure.value_error("Cannot combine multiple string options")
      end
      text = option
    elseif not is_empty(option) then
      others = others + 1
      if json.is_object(option) then
        merge(result, option, "", nested)
      end
    end
  end
  if text then
    if others > 0 then
      failure.value_error("Cannot combine multiple options if one is a string")
    end
    return text
  end
  return result
end

return mappings
