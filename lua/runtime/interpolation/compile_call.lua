--- Trees to Lua closures: calls, filters and tests.
local access = require("runtime.interpolation.access")
local call = require("runtime.interpolation.call")
local compile = require("runtime.interpolation.compile")
local dicts = require("runtime.interpolation.dicts")
local errors = require("runtime.interpolation.errors")
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

function compile_call.call(node, soft)
  local arguments = compile_arguments(node.arguments, soft)
  local callee = node.callee
  if callee.kind == "Attribute" and not callee.name:find("^_") then
    local owner, name = compile.expression(callee.value, soft), callee.name
    return function(scope)
      local value = owner(scope)
      return access.call_method(value, name, arguments(scope))
    end
  end
  local target = compile.expression(callee, soft)
  return function(scope)
    local value = target(scope)
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

--- A filter; `value` overrides what it is applied to (for filter blocks).
function compile_call.filter(node, soft, value)
  local run = find("filter", node, soft)
  local arguments = compile_arguments(node.arguments, soft)
  if node.value then
    value = node.value.kind == "Filter" and compile_call.filter(node.value, soft, value)
      or compile.expression(node.value, soft)
  end
  return function(scope)
    local input = value(scope)
    return run(input, arguments(scope))
  end
end

function compile_call.test(node, soft)
  local run = find("test", node, soft)
  local arguments = compile_arguments(node.arguments, soft)
  local value = compile.expression(node.value, soft)
  return function(scope)
    local input = value(scope)
    return run(input, arguments(scope))
  end
end

return compile_call
