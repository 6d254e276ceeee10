--- Renames the keys of a record and of the objects in it; lists are left alone.
local json = require("host.json")
local objects = require("runtime.values.objects")

local renaming = {}

local function renamed(object, name_of)
  local result = json.new_object()
  for key, value in pairs(object) do
    result[name_of(key)] = json.is_object(value) and renamed(value, name_of) or value
  end
  return result
end

--- @param name_of function the new name of a key
function renaming.apply(record, name_of)
  objects.check(record, "items")
  json.replace(record, renamed(record, name_of))
end

return renaming
