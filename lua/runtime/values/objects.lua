--- JSON objects changed in place.
local json = require("host.json")

local objects = {}

--- Puts the members of another object into an object, over those of the same name.
function objects.update(object, other)
  for key, value in pairs(other) do
    object[key] = value
  end
end

--- Raises Python's error for a method of objects that is asked of anything else.
function objects.check(value, method)
  if not json.is_object(value) then
    local values = require("runtime.interpolation.values")
    local class = value == json.null and "NoneType" or values.kind(value)
    require("runtime.failure").raise({
      class = "AttributeError",
      message = ("'%s' object has no attribute '%s'"):format(class, method),
    })
  end
end

--- Whether Python takes a value for true.
function objects.truthy(value)
  if value == nil or value == json.null or value == false or value == 0 or value == "" then
    return false
  elseif json.is_object(value) then
    return json.size(value) > 0
  elseif json.is_array(value) then
    return #value > 0
  end
  return true
end

return objects
