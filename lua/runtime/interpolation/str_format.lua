--- str.format and str.format_map, in the sandbox's way.
local access = require("runtime.interpolation.access")
local dicts = require("runtime.interpolation.dicts")
local errors = require("runtime.interpolation.errors")
local format_spec = require("runtime.interpolation.format_spec")
local limits = require("runtime.interpolation.limits")
local values = require("runtime.interpolation.values")

local str_format = {}

-- The position after the bracket that closes the field which begins at `at`.
local function field_end(template, at)
  local depth = 1
  while depth > 0 do
    local found = template:find("[{}]", at)
    if not found then
      errors.value_error("expected '}' before end of string")
    end
    depth = depth + (template:sub(found, found) == "{" and 1 or -1)
    at = found + 1
  end
  return at
end

-- "name!r:spec" -> name, conversion, spec.
local function split_field(field)
  local at = field:find("[!:]") or #field + 1
  -- Brackets may hold both signs.
  local open = field:find("[", 1, true)
  if open and open < at then
    local close = field:find("]", open, true)
    at = close and field:find("[!:]", close) or #field + 1
  end
  local name, rest = field:sub(1, at - 1), field:sub(at)
  local conversion = rest:match("^!(.)")
  if conversion then
    rest = rest:sub(3)
  end
  return name, conversion, rest:sub(2)
end

local function index_of(digits)
  local index = math.tointeger(tonumber(digits))
  if not index then
    errors.value_error("Too many decimal digits in format string")
  end
  return index
end

local function first_value(name, given, state, alone)
  if name == "" and alone then
    if state.manual then
      errors.value_error(
        "cannot switch from manual field specification to automatic field numbering")
    end
    name, state.next = tostring(state.next), state.next + 1
  elseif name:find("^%d+$") then
    if state.next > 0 then
      errors.value_error(
        "cannot switch from automatic field numbering to manual field specification")
    end
    state.manual = true
  end
  local found
  if name:find("^%d+$") then
    local index = index_of(name)
    found = given.args[index + 1]
    if found == nil then
      errors.raise("IndexError", "Replacement index %d out of range for positional args tuple",
        index)
    end
    return found
  end
  found = given.named(name)
  if found == nil then
    errors.raise("KeyError", "%s", values.repr(name))
  end
  return found
end

local function field_value(name, given, state)
  local first, rest = name:match("^([^.%[]*)(.*)$")
  local value = first_value(first, given, state, rest == "")
  while rest ~= "" do
    local attribute, after = rest:match("^%.([^.%[]+)(.*)$")
    if attribute then
      value, rest = access.attribute(value, attribute), after
    else
      local key
      key, after = rest:match("^%[([^%]]+)%](.*)$")
      if not key then
        errors.value_error("Empty attribute in format string")
      end
      value, rest = access.item(value, key:find("^%d+$") and index_of(key) or key), after
    end
  end
  return value
end

local conversions = { r = values.repr, s = values.str, a = values.repr }

local fill

local function replace_field(field, given, state, depth)
  local name, conversion, spec = split_field(field)
  local value = field_value(name, given, state)
  if conversion then
    if not conversions[conversion] then
      errors.value_error("Unknown conversion specifier %s", conversion)
    end
    value = conversions[conversion](value)
  end
  return format_spec.format(value, fill(spec, given, state, depth + 1))
end

function fill(template, given, state, depth)
  if depth > 3 then
    errors.value_error("Max string recursion exceeded")
  end
  local out, at = {}, 1
  while true do
    local brace = template:find("[{}]", at)
    if not brace then
      out[#out + 1] = template:sub(at)
      local whole = table.concat(out)
      limits.bytes(#whole)
      return whole
    end
    out[#out + 1] = template:sub(at, brace - 1)
    local char = template:sub(brace, brace)
    if template:sub(brace + 1, brace + 1) == char then
      out[#out + 1], at = char, brace + 2
    elseif char == "}" then
      errors.value_error("Single '}' encountered in format string")
    elseif brace == #template then
      errors.value_error("Single '{' encountered in format string")
    else
      at = field_end(template, brace + 1)
      out[#out + 1] = replace_field(template:sub(brace + 1, at - 2), given, state, depth)
    end
  end
end

--- text.format(*args, **kwargs)
function str_format.format(template, args, kwargs)
  return fill(template, {
    args = args,
    named = function(name)
      return kwargs and name ~= 0 and kwargs[name] or nil
    end,
  }, { next = 0 }, 1)
end

--- text.format_map(mapping)
function str_format.format_map(template, mapping)
  if values.kind(values.defined(mapping)) ~= "dict" then
    errors.type_error("'%s' object is not subscriptable", values.kind(mapping))
  end
  return fill(template, {
    args = {},
    named = function(name)
      return dicts.get(mapping, name)
    end,
  }, { next = 0 }, 1)
end

return str_format
