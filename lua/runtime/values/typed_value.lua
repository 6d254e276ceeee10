--- Values of templates that are to have a type (`value_type`, §8.2).
local json = require("host.json")

local typed_value = {}
typed_value.__index = typed_value

local function is_boolean(value)
  return type(value) == "boolean"
end

--- Which values pass as they are; a value of another type goes back to the text it was rendered
--- from. As in Python, a boolean is an integer.
local PASSES = {
  string = function(value)
    return type(value) == "string"
  end,
  number = function(value)
    return math.type(value) == "float"
  end,
  integer = function(value)
    return math.type(value) == "integer" or is_boolean(value) or json.is_bignum(value)
  end,
  boolean = is_boolean,
}

--- @param value any a template or a constant
--- @param value_type string|nil string, number, integer or boolean
--- @return table expression with eval(vars)
function typed_value.new(build, node, value, value_type)
  local passes = value_type and type(value) == "string" and PASSES[value_type]
  local template = build:string_of(node, value)
  if not passes then
    return template
  end
  local interpolation = require("runtime.interpolation")
  return setmetatable({
    passes = passes,
    template = template,
    text = build:bind(interpolation.raw(value), node),
  }, typed_value)
end

function typed_value:eval(vars)
  local value = self.template:eval(vars)
  if self.passes(value) then
    return value
  end
  return self.text:eval(vars)
end

return typed_value
