--- What the keywords share: types, equality, one error, patterns.
local json = require("host.json")
local values = require("util.later")("runtime.interpolation.values")

local common = {}

local function is_object(value)
  return json.is_object(value)
end

local function is_number(value)
  return type(value) == "number" or getmetatable(value) == json.bignum
end

--- For each type whether a value is of it.
common.types = {
  array = json.is_array,
  object = is_object,
  string = function(value)
    return type(value) == "string"
  end,
  boolean = function(value)
    return type(value) == "boolean"
  end,
  null = function(value)
    return value == json.null
  end,
  number = is_number,
  integer = function(value)
    if math.type(value) == "float" then
      return value % 1 == 0
    end
    return is_number(value)
  end,
}

function common.is_type(value, name)
  local test = common.types[name]
  return test ~= nil and test(value)
end

--- A list of one error.
function common.one(message, ...)
  return { { message = select("#", ...) > 0 and message:format(...) or message, path = {} } }
end

function common.append(list, more)
  table.move(more, 1, #more, #list + 1, list)
  return list
end

--- Python's ==: 1 and 1.0 are equal, true and 1 are not here (jsonschema unbools).
function common.equal(a, b)
  if type(a) == "number" and type(b) == "number" then
    return a == b
  end
  return json.equal(a, b)
end

function common.matches(pattern, text)
  local compiled = require("host.regex").compile(pattern)
  return compiled == nil or compiled:search(text) ~= nil
end

function common.length(text)
  return utf8.len(text) or #text
end

--- Python's repr of a value.
function common.repr(value)
  return values.repr(value)
end

--- Python reprs of values, in a row.
function common.reprs(list)
  local texts = {}
  for index, value in ipairs(list) do
    texts[index] = values.repr(value)
  end
  return table.concat(texts, ", ")
end

common.is_object = is_object
common.is_text = common.types.string

return common
