--- Trees to Lua closures: expressions.
---
--- An expression becomes function(scope) -> value. `scope` holds the variables by name; scopes of
--- loops and macros inherit from the one around them. `soft` marks what is inside a condition,
--- where an unknown filter or test is an error only when it is reached.
local json = require("host.json")
local later = require("util.later")
local access = later("runtime.interpolation.access")
local globals = later("runtime.interpolation.globals")
local operators = later("runtime.interpolation.operators")
local sequences = later("runtime.interpolation.sequences")
local values = require("runtime.interpolation.values")

local compile = {}
local kinds = {}
local member = json.member

local aliases = { stream_interval = "stream_slice", stream_partition = "stream_slice" }
compile.aliases = aliases

--- @param node table
--- @param soft boolean|nil inside a condition
--- @return fun(scope: table): any
function compile.expression(node, soft)
  return kinds[node.kind](node, soft)
end

function kinds.Const(node)
  local value = node.value
  return function()
    return value
  end
end

function kinds.Name(node)
  local name, alias = node.name, aliases[node.name] or node.name
  return function(scope)
    local value = scope[name]
    if value == nil then
      value = scope[alias]
    end
    if value == nil then
      value = globals.values[name]
    end
    if value == nil then
      return values.undefined({ name = name })
    end
    return value
  end
end

function kinds.Attribute(node, soft)
  local value, name = compile.expression(node.value, soft), node.name
  local hidden = access.hides_key(name) or name:find("^__") or name == "partition"
  return function(scope)
    local owner = value(scope)
    local found = not hidden and member(owner, name) or nil
    if found ~= nil then
      return found
    end
    return access.attribute(owner, name)
  end
end

-- value['key']
local function compile_member(value, key)
  return function(scope)
    local owner = value(scope)
    local found = member(owner, key)
    if found ~= nil then
      return found
    end
    return access.item(owner, key)
  end
end

-- variable['key'], which most templates of records consist of: the same in one step.
local function compile_variable_member(node, key)
  local name, otherwise = node.name, compile_member(compile.expression(node), key)
  return function(scope)
    local found = member(scope[name], key)
    if found ~= nil then
      return found
    end
    return otherwise(scope)
  end
end

function kinds.Item(node, soft)
  if node.key.kind == "Const" and type(node.key.value) == "string" then
    if node.value.kind == "Name" then
      return compile_variable_member(node.value, node.key.value)
    end
    return compile_member(compile.expression(node.value, soft), node.key.value)
  end
  local value, key = compile.expression(node.value, soft), compile.expression(node.key, soft)
  return function(scope)
    return access.item(value(scope), key(scope))
  end
end

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

function compile.list(nodes, soft)
  local list = {}
  for index, node in ipairs(nodes) do
    list[index] = compile.expression(node, soft)
  end
  return list
end

local function evaluate_all(list, scope)
  local items = {}
  for index = 1, #list do
    items[index] = list[index](scope)
  end
  return items
end

function kinds.Tuple(node, soft)
  local list = compile.list(node.items, soft)
  return function(scope)
    return values.tuple(evaluate_all(list, scope))
  end
end

function kinds.List(node, soft)
  local list = compile.list(node.items, soft)
  return function(scope)
    return values.list(evaluate_all(list, scope))
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

for _, kind in ipairs({ "add", "sub", "mul", "div", "floordiv", "mod", "pow" }) do
  kinds[kind] = function(node, soft)
    local apply = operators[kind]
    local left, right = compile.expression(node.left, soft), compile.expression(node.right, soft)
    return function(scope)
      local value = left(scope)
      return apply(value, right(scope))
    end
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

return compile
