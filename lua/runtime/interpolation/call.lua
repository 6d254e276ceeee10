--- Calling: signatures of built-in functions, and the call itself.
---
--- A signature is a text: names in order, `?` after those that may be left out, a leading `/` when
--- all are positional only, `*` when the function takes the lists as they are.
local errors = require("runtime.interpolation.errors")
local limits = require("runtime.interpolation.limits")
local values = require("runtime.interpolation.values")

local call = {}
local unpack = table.unpack

local function parse(signature)
  local spec = { names = {}, places = {}, required = 0, positional = false }
  for word in signature:gmatch("%S+") do
    if word == "/" then
      spec.positional = true
    else
      local name, optional = word:match("^([%w_]+)(%??)$")
      spec.names[#spec.names + 1] = name
      spec.places[name] = #spec.names
      if optional == "" then
        spec.required = #spec.names
      end
    end
  end
  return spec
end

local function place_named(name, spec, bound, kwargs)
  for _, key in ipairs(kwargs[0]) do
    local value = kwargs[key]
    local place = not spec.positional and spec.places[key]
    if not place then
      errors.type_error("%s() got an unexpected keyword argument '%s'", name, key)
    elseif bound[place] ~= nil then
      errors.type_error("%s() got multiple values for argument '%s'", name, key)
    end
    bound[place] = value
  end
end

local function check_required(name, spec, bound)
  for place = 1, spec.required do
    if bound[place] == nil then
      errors.type_error("%s() missing required argument: '%s'", name, spec.names[place])
    end
  end
end

local function bind(name, spec, args, kwargs)
  local count = #spec.names
  if #args > count then
    errors.type_error("%s() takes at most %d arguments (%d given)", name, count, #args)
  elseif not kwargs and #args >= spec.required then
    return unpack(args, 1, count)
  end
  local bound = table.move(args, 1, #args, 1, {})
  if kwargs then
    place_named(name, spec, bound, kwargs)
  end
  check_required(name, spec, bound)
  return unpack(bound, 1, count)
end

-- What is behind a function that takes lists: { name, signature, run, spec once it is read }.
local behind = setmetatable({}, { __mode = "k" })

local function spec_of(entry)
  entry.spec = entry.spec or parse(entry.signature)
  return entry.spec
end

--- A method: a Lua function (self, args, kwargs) that gives run(self, arguments in their places).
function call.method(name, signature, run)
  if signature == "*" then
    return run
  end
  local entry = { name = name, signature = signature, run = run }
  local function method(self, args, kwargs)
    return run(self, bind(name, spec_of(entry), args, kwargs))
  end
  behind[method] = entry
  return method
end

--- A callable value whose run gets the arguments in their places.
function call.callable(name, signature, run)
  if signature == "*" then
    return values.callable(name, run)
  end
  local entry = { name = name, signature = signature, run = run }
  local function apply(args, kwargs)
    return run(bind(name, spec_of(entry), args, kwargs))
  end
  behind[apply] = entry
  return values.callable(name, apply)
end

--- The function that takes the arguments in their places, where `count` of them suit it: no lists
--- are needed then.
--- @param apply function of lists: a method, or the `call` of a callable
--- @return function|nil
function call.positional(apply, count)
  local entry = behind[apply]
  if entry then
    local spec = spec_of(entry)
    return count >= spec.required and count <= #spec.names and entry.run or nil
  end
end

--- The same for a value that is called; nil for what is no such callable.
function call.function_of(callee, count)
  local is_function = type(callee) == "table" and getmetatable(callee) == values.function_type
  local run = is_function and call.positional(callee.call, count)
  if run then
    limits.charge(1)
  end
  return run
end

--- Calls a value.
--- @param args table plain list
--- @param kwargs table|nil name -> value; [0] is the list of the names in order
function call.call(callee, args, kwargs)
  limits.charge(1)
  local metatable = type(callee) == "table" and getmetatable(callee)
  if metatable == values.function_type then
    return callee.call(args, kwargs)
  elseif metatable == values.undefined_type then
    values.fail_undefined(callee)
  elseif metatable and metatable.python_call then
    return metatable.python_call(callee, args, kwargs)
  end
  return errors.type_error("'%s' object is not callable", values.kind(callee))
end

return call
