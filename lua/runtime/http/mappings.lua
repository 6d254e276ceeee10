--- Merging of request options (§9): a name from two sources is an error, except equal values in
--- JSON.
local failure = require("runtime.failure")
local json = require("host.json")

local mappings = {}

local NOTHING = json.new_object()

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
  return value == json.null or (json.is_object(value) and json.size(value) == 0)
end

local function combine_texts(list, count, others)
  if count > 1 then
    failure.value_error("Cannot combine multiple string options")
  elseif others > 0 then
    failure.value_error("Cannot combine multiple options if one is a string")
  end
  for index = 1, list.n or #list do
    if type(list[index]) == "string" then
      return list[index]
    end
  end
end

local function merge_all(list, nested)
  local result = json.new_object()
  for index = 1, list.n or #list do
    if json.is_object(list[index]) then
      merge(result, list[index], "", nested)
    end
  end
  return result
end

--- @param list table up to list.n options: JSON objects, texts or nil
--- @param nested boolean JSON bodies: objects merge, equal values are allowed
--- @return table|string one mapping, or the only text; to be read, not written: it may be one of
---   the list
function mappings.combine(list, nested)
  local texts, others, only = 0, 0, nil
  for index = 1, list.n or #list do
    local option = list[index]
    if type(option) == "string" then
      texts = texts + 1
    elseif option ~= nil and not is_empty(option) then
      others, only = others + 1, option
    end
  end
  if texts > 0 then
    return combine_texts(list, texts, others)
  elseif others == 1 and json.is_object(only) then
    return only
  end
  return others == 0 and NOTHING or merge_all(list, nested)
end

--- The same for three options, of which there is mostly one.
--- @return table|string|nil nil when there is none
function mappings.of_three(a, b, c, nested)
  if a == nil and b == nil and c == nil then
    return nil
  elseif c == nil and b == nil and json.is_object(a) then
    return a
  elseif a == nil and b == nil and json.is_object(c) then
    return c
  end
  return mappings.combine({ a, b, c, n = 3 }, nested)
end

return mappings
