--- Python values in Lua.
---
--- str, int, float and bool are Lua's own; None is json.null; list and dict of a context are JSON
--- arrays and objects; integers beyond 64 bits are json.bignum. The others are tables with one of
--- the metatables below. `values.kind` gives the name of the Python type.
local errors = require("runtime.interpolation.errors")
local json = require("host.json")

local values = {}

values.None = json.null

-- Metatable -> name of the Python type.
local kinds = {
  [json.object] = "dict",
  [json.array] = "list",
  [json.bignum] = "int",
}

local function new_type(kind)
  local metatable = { python_kind = kind }
  metatable.__index = metatable
  kinds[metatable] = kind
  return metatable
end

--- Declares a further type; returns its metatable (also its table of methods for Lua).
values.new_type = new_type

values.tuple_type = new_type("tuple")
values.dict_type = new_type("dict")
values.set_type = new_type("set")
values.bytes_type = new_type("bytes")
values.generator_type = new_type("generator")
values.function_type = new_type("function")
values.undefined_type = new_type("Undefined")

local math_type = math.type
local null = json.null

--- The name of the Python type of a value.
function values.kind(value)
  local kind = type(value)
  if kind == "string" then
    return "str"
  elseif kind == "number" then
    return math_type(value) == "integer" and "int" or "float"
  elseif kind == "boolean" then
    return "bool"
  elseif value == null or value == nil then
    return "NoneType"
  elseif kind == "table" then
    local metatable = getmetatable(value)
    return metatable and kinds[metatable] or (#value > 0 and "list" or "dict")
  elseif kind == "function" then
    return "function"
  end
  return kind
end

--- Whether two values may be used as numbers: int, float, bool.
function values.is_number(value)
  local kind = type(value)
  return kind == "number" or kind == "boolean"
    or (kind == "table" and getmetatable(value) == json.bignum)
end

--- @param items table a plain list that becomes the tuple
function values.tuple(items)
  return setmetatable(items or {}, values.tuple_type)
end

--- @param items table a plain list that becomes the list
function values.list(items)
  return json.new_array(items or {})
end

function values.bytes(text)
  return setmetatable({ text = text }, values.bytes_type)
end

--- A callable. `call(args, kwargs)`: a list of positional values, a table of named ones or nil.
function values.callable(name, call)
  return setmetatable({ name = name, call = call }, values.function_type)
end

--- An iterator that is used up once. `fill()` gives the list of its items when first asked.
function values.generator(fill, name)
  return setmetatable({ fill = fill, position = 0, name = name or "generator" },
    values.generator_type)
end

--- @param fields table obj, name, hint, class (of the error that its use raises)
function values.undefined(fields)
  return setmetatable(fields, values.undefined_type)
end

function values.is_undefined(value)
  return type(value) == "table" and getmetatable(value) == values.undefined_type
end

local function owner_name(owner)
  if owner == null then
    return "None"
  end
  return (require("runtime.streams.slice").class_of(owner) or values.kind(owner)) .. " object"
end

local function undefined_message(value)
  if value.hint then
    return value.hint
  elseif value.obj == nil then
    return ("'%s' is undefined"):format(tostring(value.name))
  elseif type(value.name) ~= "string" then
    return ("%s has no element %s"):format(owner_name(value.obj), values.repr(value.name))
  end
  return ("'%s' has no attribute %s"):format(owner_name(value.obj), values.repr(value.name))
end

--- Raises what using an undefined value raises.
function values.fail_undefined(value)
  errors.raise(value.class or "UndefinedError", "%s", undefined_message(value))
end

--- Passes a value on unless it is undefined, which raises.
function values.defined(value)
  if type(value) == "table" and getmetatable(value) == values.undefined_type then
    values.fail_undefined(value)
  end
  return value
end

-- Filled in by the modules named; values.str and its kin are the interface.
local lazy = {
  str = "repr", repr = "repr", float_text = "repr",
  truthy = "equality", equal = "equality", key = "equality",
  compare = "order", to_json = "json_values", from_json = "json_values",
}

return setmetatable(values, {
  __index = function(_, name)
    local module = lazy[name]
    if not module then
      return nil
    end
    values[name] = require("runtime.interpolation." .. module)[name]
    return values[name]
  end,
})
