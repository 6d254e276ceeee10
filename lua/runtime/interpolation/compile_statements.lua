--- Trees to Lua closures: text, print tags and statements.
---
--- A statement becomes function(scope, out); `out` collects the pieces of the text.
local compile = require("runtime.interpolation.compile")
local compile_call = require("runtime.interpolation.compile_call")
local errors = require("runtime.interpolation.errors")
local limits = require("runtime.interpolation.limits")
local sequences = require("runtime.interpolation.sequences")
local values = require("runtime.interpolation.values")

local math_type = math.type
local str = require("runtime.interpolation.repr").str

local statements = {}
local kinds = {}

local function write(out, text)
  out.size = out.size + #text
  limits.bytes(out.size)
  out[#out + 1] = text
end

--- A list of nodes as one statement.
function statements.body(nodes, soft)
  local list = {}
  for index, node in ipairs(nodes) do
    list[index] = kinds[node.kind](node, soft)
  end
  return function(scope, out)
    for index = 1, #list do
      list[index](scope, out)
    end
  end
end

--- The text that a statement writes.
function statements.capture(body, scope)
  local out = { size = 0 }
  body(scope, out)
  return table.concat(out)
end

local function constant(text)
  return function()
    return text
  end
end

-- A text, or an integer, which is joined as Python writes it.
local function printed(node)
  if node.kind == "Data" then
    return constant(node.text)
  end
  local value = compile.expression(node.value)
  return function(scope)
    local found = value(scope)
    if type(found) == "string" or math_type(found) == "integer" then
      return found
    end
    return str(found)
  end
end

-- How two and three pieces are joined: without a list of them.
local joins = {
  [2] = function(list)
    local a, b = list[1], list[2]
    return function(scope)
      local first = a(scope)
      return first .. b(scope)
    end
  end,
  [3] = function(list, nodes)
    local a, b, c = list[1], list[2], list[3]
    local between = nodes[2].text
    return function(scope)
      local first = a(scope)
      local second = between or b(scope)
      return first .. second .. c(scope)
    end
  end,
}

local function join_many(list)
  return function(scope)
    local texts = {}
    for index = 1, #list do
      texts[index] = list[index](scope)
    end
    return table.concat(texts)
  end
end

--- Text and print tags alone, as an expression: their texts are one text. They set no variables,
--- so the scope is the one around them.
function statements.pieces(nodes)
  local list = {}
  for index, node in ipairs(nodes) do
    list[index] = printed(node)
  end
  local join = (joins[#list] or join_many)(list, nodes)
  return function(scope)
    local text = join(scope)
    limits.bytes(#text)
    return text
  end
end

--- A scope inside another.
local function inner(scope)
  return setmetatable({}, { __index = scope })
end
statements.inner = inner

function kinds.Data(node)
  local text = node.text
  return function(_, out)
    write(out, text)
  end
end

function kinds.Print(node, soft)
  local value = compile.expression(node.value, soft)
  return function(scope, out)
    write(out, values.str(value(scope)))
  end
end

function kinds.PrintList(node, soft)
  local list = compile.list(node.parts, soft)
  return function(scope, out)
    for _, value in ipairs(list) do
      write(out, values.str(value(scope)))
    end
  end
end

function kinds.If(node)
  local branches = {}
  for index, branch in ipairs(node.branches) do
    branches[index] = { compile.expression(branch.test, true), statements.body(branch.body, true) }
  end
  local otherwise = statements.body(node.otherwise, true)
  return function(scope, out)
    for _, branch in ipairs(branches) do
      if values.truthy(branch[1](scope)) then
        return branch[2](scope, out)
      end
    end
    return otherwise(scope, out)
  end
end

local function unpack_into(targets, scope, value)
  local items = sequences.items(value)
  if #items ~= #targets then
    local message = #items > #targets and "too many values to unpack (expected %d)"
      or "not enough values to unpack (expected %d, got %d)"
    errors.value_error(message, #targets, #items)
  end
  for index, assign in ipairs(targets) do
    assign(scope, items[index])
  end
end

local function assign_namespace(node)
  local name, attribute = node.name, node.attribute
  local load = compile.expression({ kind = "Name", name = name })
  return function(scope, value)
    local space = load(scope)
    local metatable = type(space) == "table" and getmetatable(space)
    if not metatable or not metatable.assign then
      errors.raise("TemplateRuntimeError", "cannot assign attribute on non-namespace object")
    end
    metatable.assign(space, attribute, value)
  end
end

--- An assignment target as function(scope, value).
function statements.target(node)
  if node.kind == "Name" then
    local name = node.name
    return function(scope, value)
      rawset(scope, name, value)
    end
  elseif node.kind == "NamespaceRef" then
    return assign_namespace(node)
  end
  local targets = {}
  for index, item in ipairs(node.items) do
    targets[index] = statements.target(item)
  end
  return function(scope, value)
    unpack_into(targets, scope, value)
  end
end

function kinds.Set(node, soft)
  local target, value = statements.target(node.target), compile.expression(node.value, soft)
  return function(scope)
    target(scope, value(scope))
  end
end

-- A filter over the text of a body.
local function filtered(filter, body, soft)
  local captured
  local run = compile_call.filter(filter, soft, function()
    return captured
  end)
  return function(scope)
    local around = inner(scope)
    captured = statements.capture(body, around)
    return run(around)
  end
end

function kinds.SetBlock(node)
  local target, body = statements.target(node.target), statements.body(node.body)
  local value = node.filter and filtered(node.filter, body)
    or function(scope)
      return statements.capture(body, inner(scope))
    end
  return function(scope)
    target(scope, value(scope))
  end
end

function kinds.FilterBlock(node)
  local value = filtered(node.filter, statements.body(node.body))
  return function(scope, out)
    local text = value(scope)
    if type(text) ~= "string" then
      errors.type_error("sequence item 0: expected str instance, %s found", values.kind(text))
    end
    write(out, text)
  end
end

function kinds.With(node, soft)
  local pairs_ = {}
  for index, pair in ipairs(node.pairs) do
    pairs_[index] = { statements.target(pair.target), compile.expression(pair.value, soft) }
  end
  local body = statements.body(node.body)
  return function(scope, out)
    local around = inner(scope)
    for _, pair in ipairs(pairs_) do
      pair[1](around, pair[2](scope))
    end
    return body(around, out)
  end
end

function kinds.Scope(node)
  local body = statements.body(node.body)
  return function(scope, out)
    return body(inner(scope), out)
  end
end

kinds.Block = kinds.Scope

function kinds.For(node, soft)
  return require("runtime.interpolation.loops").compile(node, soft)
end

function kinds.Macro(node)
  return require("runtime.interpolation.template_macros").macro(node)
end

function kinds.CallBlock(node, soft)
  local value = require("runtime.interpolation.template_macros").call_block(node, soft)
  return function(scope, out)
    write(out, values.str(value(scope)))
  end
end

-- Other templates cannot be loaded: the reference raises a TypeError, which makes the template its
-- own text.
function kinds.Load()
  return function()
    errors.type_error("no loader for this environment specified")
  end
end

return statements
