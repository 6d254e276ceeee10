--- Kinds of JSON values, and which of them a declared type takes.
local json = require("host.json")

local scalars = {}

--- object array null boolean string integer or number.
function scalars.kind_of(value)
  if json.is_object(value) then
    return "object"
  elseif json.is_array(value) then
    return "array"
  elseif value == json.null then
    return "null"
  elseif getmetatable(value) == json.bignum then
    return "integer"
  elseif type(value) == "number" then
    return math.type(value) == "integer" and "integer" or "number"
  end
  return type(value)
end

--- Whether one alternative of a declared type takes a value that is no object and no list.
function scalars.fits(one, value, kind)
  if one.kind == "any" or one.kind == kind then
    return true
  elseif one.kind == "number" then
    return kind == "integer"
  elseif one.kind == "integer" then
    return kind == "number" and value % 1 == 0
  elseif one.kind == "enum" and kind == "string" then
    for _, choice in ipairs(one.choices) do
      if choice == value then
        return true
      end
    end
  end
  return false
end

return scalars
