--- Trees to Lua closures: expressions; here constants, variables and their members.
---
--- An expression becomes function(scope) -> value. `scope` holds the variables by name; scopes of
--- loops and macros inherit from the one around them. `soft` marks what is inside a condition,
--- where an unknown filter or test is an error only when it is reached.
local json = require("host.json")
local later = require("util.later")
local access = later("runtime.interpolation.access")
local globals = later("runtime.interpolation.globals")
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

function compile.list(nodes, soft)
  local list = {}
  for index, node in ipairs(nodes) do
    list[index] = compile.expression(node, soft)
  end
  return list
end

-- The others are for the first template that has one.
setmetatable(kinds, { __index = function(_, kind)
  return require("runtime.interpolation.compile_operators")[kind]
end })

return compile
