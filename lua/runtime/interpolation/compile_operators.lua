--- Trees to Lua closures: operators, conditions, slices, lists and dicts; calls, filters and tests
--- are in their own files.
local compile = require("runtime.interpolation.compile")
local later = require("util.later")
local operators = later("runtime.interpolation.operators")
local safe_text = later("runtime.interpolation.safe_text")
local sequences = later("runtime.interpolation.sequences")
local values = require("runtime.interpolation.values")

local kinds = {}

function kinds.Slice(node, soft)
  local value, parts = compile.expression(node.value, soft), {}
  for index, name in ipairs({ "start", "stop", "step" }) do
    parts[index] = node[name] and compile.expression(node[name], soft) or function() end
  end
  return function(scope)
    local owner = values.defined(value(scope))
    return sequences.slice(owner, parts[1](scope), parts[2](scope), parts[3](scope))
  end
end

local function evaluate_all(list, scope)
  local items = {}
  for index = 1, #list do
    items[index] = list[index](scope)
  end
  return items
end

for kind, make in pairs({ Tuple = values.tuple, List = values.list }) do
  kinds[kind] = function(node, soft)
    local list = compile.list(node.items, soft)
    return function(scope)
      return make(evaluate_all(list, scope))
    end
  end
end

function kinds.Dict(node, soft)
  local dicts = require("runtime.interpolation.dicts")
  local pairs_ = {}
  for index, pair in ipairs(node.items) do
    pairs_[index] = { compile.expression(pair[1], soft), compile.expression(pair[2], soft) }
  end
  return function(scope)
    local dict = dicts.new()
    for _, pair in ipairs(pairs_) do
      local key = pair[1](scope)
      dicts.set(dict, key, pair[2](scope))
    end
    return dict
  end
end

kinds.Call = function(node, soft)
  return require("runtime.interpolation.compile_call").call(node, soft)
end
kinds.Filter = function(node, soft)
  return require("runtime.interpolation.compile_call").filter(node, soft)
end
kinds.Test = function(node, soft)
  return require("runtime.interpolation.compile_call").test(node, soft)
end

function kinds.Condition(node)
  local test = compile.expression(node.test, true)
  local yes = compile.expression(node.yes, true)
  local no = node.no and compile.expression(node.no, true)
  return function(scope)
    if values.truthy(test(scope)) then
      return yes(scope)
    elseif no then
      return no(scope)
    end
    return values.undefined({
      hint = "the inline if-expression evaluated to false and no else section was defined.",
    })
  end
end

function kinds.Or(node, soft)
  local left, right = compile.expression(node.left, soft), compile.expression(node.right, soft)
  return function(scope)
    local value = left(scope)
    if value == true or (value ~= false and values.truthy(value)) then
      return value
    end
    return right(scope)
  end
end

function kinds.And(node, soft)
  local left, right = compile.expression(node.left, soft), compile.expression(node.right, soft)
  return function(scope)
    local value = left(scope)
    if value == false or (value ~= true and not values.truthy(value)) then
      return value
    end
    return right(scope)
  end
end

function kinds.Not(node, soft)
  local value = compile.expression(node.value, soft)
  return function(scope)
    return not values.truthy(value(scope))
  end
end

local function binary(node, soft, apply)
  local left, right = compile.expression(node.left, soft), compile.expression(node.right, soft)
  return function(scope)
    local value = left(scope)
    return apply(value, right(scope))
  end
end

function kinds.add(node, soft)
  local is_safe = safe_text.is(node)
  return binary(node, soft, is_safe and safe_text.adder(node.left, node.right) or operators.add)
end

for _, kind in ipairs({ "sub", "mul", "div", "floordiv", "mod", "pow" }) do
  kinds[kind] = function(node, soft)
    return binary(node, soft, operators[kind])
  end
end

for _, kind in ipairs({ "negate", "positive" }) do
  kinds[kind] = function(node, soft)
    local apply = operators[kind]
    local value = compile.expression(node.value, soft)
    return function(scope)
      return apply(value(scope))
    end
  end
end

function kinds.Concat(node, soft)
  local list = compile.list(node.parts, soft)
  return function(scope)
    return operators.concat(evaluate_all(list, scope))
  end
end

function kinds.Compare(node, soft)
  return require("runtime.interpolation.compile_comparison")(node, soft)
end

return kinds
