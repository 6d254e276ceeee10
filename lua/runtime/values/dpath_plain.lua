--- Paths of plain keys through objects: the common case of runtime.values.dpath, for what is done
--- to every record. Whatever is not so simple is left to dpath.
local dpath = require("runtime.values.dpath")
local json = require("host.json")

local plain = {}
local is_object, member_of, remove_from = json.is_object, json.member, json.remove

local function are_keys(path)
  for _, key in ipairs(path) do
    if type(key) ~= "string" then
      return false
    end
  end
  return #path > 0 and not dpath.has_glob(path)
end

--- The object that the path leads to before its last key; nil when something else is met.
local function holder(value, path)
  for index = 1, #path - 1 do
    value = member_of(value, path[index])
  end
  return is_object(value) and value or nil
end

--- Whether no list would be made on the way.
local function makes_objects(path)
  for _, key in ipairs(path) do
    if type(key) ~= "string" or key:find("^%d+$") then
      return false
    end
  end
  return #path > 0
end

--- The same as holder, with objects made where there is nothing.
local function made_holder(value, path)
  for index = 1, #path - 1 do
    local member = member_of(value, path[index])
    if member == nil and is_object(value) then
      member = json.new_object()
      value[path[index]] = member
    end
    value = member
  end
  return is_object(value) and value or nil
end

--- @param path table
--- @return function set(value, new_value), as dpath.new
function plain.setter(path)
  local last, simple = path[#path], makes_objects(path)
  if simple and #path == 1 then
    return function(value, new_value)
      if is_object(value) then
        value[last] = new_value
      else
        dpath.new(value, path, new_value)
      end
    end
  end
  return function(value, new_value)
    local object = simple and made_holder(value, path)
    if object then
      object[last] = new_value
    else
      dpath.new(value, path, new_value)
    end
  end
end

--- @param path table
--- @param shown string|nil the path as errors show it
--- @return function get(value), as dpath.get: nil where there is nothing
function plain.getter(path, shown)
  local last, simple = path[#path], nil
  return function(value)
    if simple == nil then
      simple = are_keys(path)
    end
    local object = simple and holder(value, path)
    if object then
      return object[last]
    end
    return dpath.get(value, path, nil, shown)
  end
end

local function remove_unless(object, key, keep)
  local member = object[key]
  if member ~= nil and not keep(member) then
    remove_from(object, key)
  end
end

--- @param path table
--- @return function remove(value, keep), as dpath.delete
function plain.remover(path)
  local last, simple = path[#path], nil
  return function(value, keep)
    if simple == nil then
      simple = are_keys(path)
    end
    local object = simple and holder(value, path)
    if not object then
      dpath.delete(value, path, keep)
    elseif keep then
      remove_unless(object, last, keep)
    else
      remove_from(object, last)
    end
  end
end

return plain
