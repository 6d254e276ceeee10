--- The tests of templates (`value is name`): one list.
local access = require("runtime.interpolation.access")
local call = require("runtime.interpolation.call")
local errors = require("runtime.interpolation.errors")
local operators = require("runtime.interpolation.operators")
local sequences = require("runtime.interpolation.sequences")
local values = require("runtime.interpolation.values")

local kind = values.kind

local function is_kind(name)
  return function(value)
    return kind(value) == name
  end
end

local function divisible(value, by)
  return values.equal(operators.mod(value, by), 0)
end

local function is_callable(value)
  local metatable = type(value) == "table" and getmetatable(value)
  return metatable == values.function_type or metatable == values.undefined_type
    or (metatable and metatable.python_call ~= nil) or false
end

local function is_sequence(value)
  local name = kind(value)
  return name == "Undefined" or sequences.length_or_nil(value) ~= nil
    and name ~= "set" and not name:find("^dict_")
end

local function text_method(name)
  return function(value)
    return access.call_method(values.str(value), name, {})
  end
end

local function exists(module)
  return function(name)
    values.key(name) -- raises for what has no hash
    return type(name) == "string"
      and require("runtime.interpolation." .. module).find(name) ~= nil
  end
end

local list = {
  { "odd", "", "The number is odd.", function(value)
    return values.equal(operators.mod(value, 2), 1)
  end },
  { "even", "", "The number is even.", function(value)
    return divisible(value, 2)
  end },
  { "divisibleby", "num", "The number can be divided by num.", divisible },
  { "defined", "", "The variable is there.", function(value)
    return not values.is_undefined(value)
  end },
  { "undefined", "", "The variable is not there.", values.is_undefined },
  { "filter", "", "There is a filter of that name.", exists("filters") },
  { "test", "", "There is a test of that name.", exists("tests") },
  { "none", "", "The value is None.", function(value)
    return value == values.None
  end },
  { "boolean", "", "The value is True or False.", is_kind("bool") },
  { "false", "", "The value is False.", function(value)
    return value == false
  end },
  { "true", "", "The value is True.", function(value)
    return value == true
  end },
  { "integer", "", "The value is a whole number.", is_kind("int") },
  { "float", "", "The value is a float.", is_kind("float") },
  { "lower", "", "The text is lower case.", text_method("islower") },
  { "upper", "", "The text is upper case.", text_method("isupper") },
  { "string", "", "The value is text.", is_kind("str") },
  { "mapping", "", "The value is a dict.", is_kind("dict") },
  { "number", "", "The value is a number.", values.is_number },
  { "sequence", "", "The value has a length and items.", is_sequence },
  { "iterable", "", "The value can be looped over.", sequences.is_iterable },
  { "callable", "", "The value can be called.", is_callable },
  { "sameas", "other", "Both are the same object.", function(value, other)
    return kind(value) == kind(other) and rawequal(value, other)
  end },
  { "escaped", "", "The value is marked as safe.", function()
    return false
  end },
  { "in", "seq", "The value is contained in seq.", operators["in"] },
}

local comparisons = {
  eq = "== equalto", ne = "!=", lt = "< lessthan", lteq = "<= le", gt = "> greaterthan",
  gteq = ">= ge",
}
for name, others in pairs(comparisons) do
  for alias in (name .. " " .. others):gmatch("%S+") do
    list[#list + 1] = { alias, "/ other", "Compares with other.", operators[name] }
  end
end

local tests = { list = {} }
local by_name = {}

for _, entry in ipairs(list) do
  local name, signature, doc, run = table.unpack(entry)
  local test = { name = name, doc = doc, run = call.method(name, signature, run) }
  tests.list[#tests.list + 1] = test
  by_name[name] = test
end

--- The test of a name, or nil.
function tests.find(name)
  return by_name[name]
end

--- Applies a test by name, as select and its kin do.
function tests.apply(name, value, args, kwargs)
  local test = by_name[name]
  if not test then
    errors.raise("TemplateRuntimeError", "No test named %s.", values.repr(name))
  end
  return test.run(value, args, kwargs)
end

return tests
