--- Trees to Lua closures: calls, filters and tests.
local access = require("runtime.interpolation.access")
local call = require("runtime.interpolation.call")
local compile = require("runtime.interpolation.compile")
local dicts = require("runtime.interpolation.dicts")
local errors = require("runtime.interpolation.errors")
local safe_text = require("util.later")("runtime.interpolation.safe_text")
local sequences = require("runtime.interpolation.sequences")
local values = require("runtime.interpolation.values")

local compile_call = {}

local function add_named(kwargs, name, value)
  if kwargs[name] ~= nil then
    errors.type_error("got multiple values for keyword argument '%s'", tostring(name))
  end
  kwargs[name] = value
  table.insert(kwargs[0], name)
end

local function spread_named(kwargs, mapping)
  if values.kind(values.defined(mapping)) ~= "dict" then
    errors.type_error("argument after ** must be a mapping, not %s", values.kind(mapping))
  end
  for _, pair in ipairs(dicts.pairs(mapping)) do
    if type(pair[1]) ~= "string" then
      errors.type_error("keywords must be strings")
    end
    add_named(kwargs, pair[1], pair[2])
  end
end

-- The named arguments as a function of the scope, or nil when there are none.
local function compile_named(arguments, soft)
  if #arguments.named == 0 and not arguments.named_spread then
    return nil
  end
  local named, spread = {}, arguments.named_spread
  for index, one in ipairs(arguments.named) do
    named[index] = { one.name, compile.expression(one.value, soft) }
  end
  spread = spread and compile.expression(spread, soft)
  return function(scope)
    local kwargs = { [0] = {} }
    for _, one in ipairs(named) do
      add_named(kwargs, one[1], one[2](scope))
    end
    if spread then
      spread_named(kwargs, spread(scope))
    end
    return kwargs
  end
end

-- Arguments as a function of the scope: args, kwargs.
local function compile_arguments(arguments, soft)
  local list = compile.list(arguments.args, soft)
  local spread = arguments.spread and compile.expression(arguments.spread, soft)
  local named = compile_named(arguments, soft)
  return function(scope)
    local args = {}
    for index = 1, #list do
      args[index] = list[index](scope)
    end
    if spread then
      local more = sequences.items(spread(scope))
      table.move(more, 1, #more, #args + 1, args)
    end
    return args, named and named(scope)
  end
end
compile_call.arguments = compile_arguments

-- How many positional arguments there are, where there are no others and not many.
local function positional_count(arguments)
  local count = #arguments.args
  local others = arguments.spread or arguments.named_spread or #arguments.named > 0
  return not others and count <= 2 and count or nil
end

local function nothing() end

-- The closures of such arguments.
local function places(arguments, soft)
  local list = compile.list(arguments.args, soft)
  return list[1] or nothing, list[2] or nothing
end

-- A method, found with the value.
local function compile_method(callee, node, soft)
  local owner, name = compile.expression(callee.value, soft), callee.name
  local arguments, count = compile_arguments(node.arguments, soft), positional_count(node.arguments)
  if not count then
    return function(scope)
      local value = owner(scope)
      return access.call_method(value, name, arguments(scope))
    end
  end
  local first, second = places(node.arguments, soft)
  return function(scope)
    local value = owner(scope)
    local run = access.positional(value, name, count)
    if run then
      local argument = first(scope)
      return run(value, argument, second(scope))
    end
    return access.call_method(value, name, arguments(scope))
  end
end

function compile_call.call(node, soft)
  local callee = node.callee
  if callee.kind == "Attribute" and not callee.name:find("^_") then
    return compile_method(callee, node, soft)
  end
  local arguments, count = compile_arguments(node.arguments, soft), positional_count(node.arguments)
  local target = compile.expression(callee, soft)
  local first, second = places(node.arguments, soft)
  return function(scope)
    local value = target(scope)
    local run = count and call.function_of(value, count)
    if run then
      local argument = first(scope)
      return run(argument, second(scope))
    end
    return call.call(value, arguments(scope))
  end
end

local function unknown(what, node)
  local err = errors.new("TemplateAssertionError", ("No %s named '%s'."):format(what, node.name))
  err.offset = node.offset
  error(err, 0)
end

local function late_unknown(what, name)
  return function()
    errors.raise("TemplateRuntimeError", "No %s named '%s' found.", what, name)
  end
end

-- The function of a filter or test, checked now unless it is inside a condition.
local function find(what, node, soft)
  local found = require("runtime.interpolation." .. what .. "s").find(node.name)
  if found then
    return found.run
  elseif soft then
    return late_unknown(what, node.name)
  end
  return unknown(what, node)
end

-- A filter or test, which is known beforehand, applied to a value.
local function applied(run, value, node, soft)
  local count = positional_count(node.arguments)
  local direct = count and call.positional(run, count)
  if direct then
    local first, second = places(node.arguments, soft)
    return function(scope)
      local input = value(scope)
      local argument = first(scope)
      return direct(input, argument, second(scope))
    end
  end
  local arguments = compile_arguments(node.arguments, soft)
  return function(scope)
    local input = value(scope)
    return run(input, arguments(scope))
  end
end

--- A filter; `value` overrides what it is applied to (for filter blocks).
function compile_call.filter(node, soft, value)
  local run = find("filter", node, soft)
  if node.value then
    value = node.value.kind == "Filter" and compile_call.filter(node.value, soft, value)
      or compile.expression(node.value, soft)
    if safe_text.is_left(node) then
      return value
    end
  end
  return applied(run, value, node, soft)
end

function compile_call.test(node, soft)
  return applied(find("test", node, soft), compile.expression(node.value, soft), node, soft)
end

return compile_call
