--- The macro and call statements.
local compile = require("runtime.interpolation.compile")
local compile_call = require("runtime.interpolation.compile_call")
local call = require("runtime.interpolation.call")
local dicts = require("runtime.interpolation.dicts")
local errors = require("runtime.interpolation.errors")
local limits = require("runtime.interpolation.limits")
local mentions = require("runtime.interpolation.mentions")
local statements = require("runtime.interpolation.compile_statements")
local values = require("runtime.interpolation.values")

local template_macros = {}

local macro_type = values.new_type("Macro")

local function names_of(parameters)
  local names = {}
  for index, parameter in ipairs(parameters) do
    names[index] = parameter.name
  end
  return names
end

function macro_type.attribute(macro, name)
  local parts = macro.parts
  if name == "name" then
    return parts.name
  elseif name == "arguments" then
    return values.tuple(names_of(parts.parameters))
  elseif name == "catch_kwargs" or name == "catch_varargs" or name == "caller" then
    return parts[name]
  end
end

-- The named arguments that are no parameters, as a dict; raises when the macro does not take them.
local function rest_named(parts, kwargs)
  local rest = dicts.new()
  for _, name in ipairs(kwargs and kwargs[0] or {}) do
    local known = parts.places[name] or (name == "caller" and parts.caller)
    if not known then
      if not parts.catch_kwargs then
        errors.type_error("macro '%s' takes no keyword argument '%s'", parts.name, name)
      end
      dicts.set(rest, name, kwargs[name])
    end
  end
  return rest
end

local function rest_positional(parts, args)
  local count = #parts.parameters
  if #args > count and not parts.catch_varargs then
    errors.type_error("macro '%s' takes not more than %d argument(s)", parts.name, count)
  end
  return values.tuple(table.move(args, count + 1, #args, 1, {}))
end

local function bind(parts, scope, args, kwargs)
  for index, parameter in ipairs(parts.parameters) do
    local name = parameter.name
    local value = args[index]
    if value == nil then
      value = kwargs and kwargs[name]
    elseif kwargs and kwargs[name] ~= nil then
      errors.type_error("macro '%s' got multiple values for argument '%s'", parts.name, name)
    end
    if value == nil and parameter.default then
      value = parameter.default(scope)
    elseif value == nil then
      local hint = ("parameter '%s' was not provided"):format(name)
      value = values.undefined({ name = name, hint = hint })
    end
    rawset(scope, name, value)
  end
end

local function bind_special(parts, scope, args, kwargs)
  local named, positional = rest_named(parts, kwargs), rest_positional(parts, args)
  if parts.caller and not parts.places.caller then
    rawset(scope, "caller", kwargs and kwargs.caller
      or values.undefined({ name = "caller", hint = "No caller defined" }))
  end
  if parts.catch_kwargs then
    rawset(scope, "kwargs", named)
  end
  if parts.catch_varargs then
    rawset(scope, "varargs", positional)
  end
end

function macro_type.python_call(macro, args, kwargs)
  local parts = macro.parts
  limits.enter()
  local scope = statements.inner(macro.scope)
  bind(parts, scope, args, kwargs)
  bind_special(parts, scope, args, kwargs)
  local text = statements.capture(parts.body, scope)
  limits.leave()
  return text
end

local function describe(name, parameters, body)
  local parts = { name = name, parameters = {}, places = {}, body = statements.body(body) }
  for index, parameter in ipairs(parameters) do
    parts.parameters[index] = {
      name = parameter.name,
      default = parameter.default and compile.expression(parameter.default),
    }
    parts.places[parameter.name] = index
  end
  parts.caller = mentions(body, "caller")
  parts.catch_kwargs = mentions(body, "kwargs")
  parts.catch_varargs = mentions(body, "varargs")
  return parts
end

local function make(parts, scope)
  return setmetatable({ parts = parts, scope = scope }, macro_type)
end

--- A macro statement as function(scope).
function template_macros.macro(node)
  local parts = describe(node.name, node.parameters, node.body)
  return function(scope)
    rawset(scope, node.name, make(parts, scope))
  end
end

--- A call statement as an expression: the call with `caller` among its arguments.
function template_macros.call_block(node, soft)
  local parts = describe("caller", node.parameters, node.body)
  local target = compile.expression(node.call.callee, soft)
  local arguments = compile_call.arguments(node.call.arguments, soft)
  return function(scope)
    local callee = target(scope)
    local args, kwargs = arguments(scope)
    kwargs = kwargs or { [0] = {} }
    kwargs.caller = make(parts, scope)
    table.insert(kwargs[0], "caller")
    return call.call(callee, args, kwargs)
  end
end

return template_macros
