--- Three values that come from one: what the files say, what the workspace says, and what the
--- two last agreed on.
local json = require("host.json")
local value = require("util.value")

local merge

local function same(a, b)
  return (a == nil and b == nil) or value.equal(a, b)
end

local function objects(base, here, there, path, conflicts)
  local result = json.new_object()
  for key, item in pairs(here) do
    local merged = merge(base[key], item, there[key], path .. "." .. key, conflicts)
    if merged ~= nil then
      result[key] = merged
    end
  end
  for key, item in pairs(there) do
    if here[key] == nil then
      local merged = merge(base[key], nil, item, path .. "." .. key, conflicts)
      if merged ~= nil then
        result[key] = merged
      end
    end
  end
  return result
end

local function arrays(base, here, there, path, conflicts)
  local result = json.new_array()
  for i = 1, #here do
    result[i] = merge(base[i], here[i], there[i], ("%s[%d]"):format(path, i - 1), conflicts)
  end
  return result
end

local function all(test, ...)
  return test((...)) and test((select(2, ...))) and test((select(3, ...)))
end

--- Brings the changes of `there` into `here`. Where both changed the same place differently,
--- `here` stays and the path is noted.
---@param base any what they agreed on
---@param here any
---@param there any
---@param path string
---@param conflicts string[] is added to
---@return any
function merge(base, here, there, path, conflicts)
  if same(here, there) or same(base, there) then
    return here
  elseif same(base, here) then
    return there
  elseif all(json.is_object, base, here, there) then
    return objects(base, here, there, path, conflicts)
  elseif all(json.is_array, base, here, there) and #base == #here and #base == #there then
    return arrays(base, here, there, path, conflicts)
  end
  conflicts[#conflicts + 1] = path
  return here
end

return merge
