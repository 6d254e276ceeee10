--- Tokens to a tree: expressions. Statements are in parser_statements.
---
--- Nodes are tables { kind, offset, ... }.
local syntax = require("runtime.interpolation.syntax")
local values = require("runtime.interpolation.values")

local parser = {}
parser.__index = parser

local MAX_DEPTH = 100

function parser.new(tokens)
  return setmetatable({ tokens = tokens, at = 1, depth = 0 }, parser)
end

function parser:current()
  return self.tokens[self.at]
end

function parser:look()
  return self.tokens[self.at + 1] or self.tokens[self.at]
end

function parser:next()
  local token = self.tokens[self.at]
  if token.type ~= "eof" then
    self.at = self.at + 1
  end
  return token
end

function parser:is(type, value)
  local token = self.tokens[self.at]
  return token.type == type and (value == nil or token.value == value)
end

function parser:skip_if(type, value)
  if self:is(type, value) then
    self:next()
    return true
  end
  return false
end

local descriptions = {
  variable_end = "end of print statement", block_end = "end of statement block",
  variable_begin = "begin of print statement", block_begin = "begin of statement block",
  eof = "end of template", data = "template data / text",
}

local function describe(token)
  return descriptions[token.type] or tostring(token.value)
end
parser.describe = describe

function parser:expect(type, value)
  local token = self:current()
  if not self:is(type, value) then
    local wanted = value or descriptions[type] or type
    if token.type == "eof" then
      syntax.fail(token.offset, "unexpected end of template, expected '%s'.", wanted)
    end
    syntax.fail(token.offset, "expected token '%s', got '%s'", wanted, describe(token))
  end
  return self:next()
end

local function node(kind, offset, fields)
  fields.kind, fields.offset = kind, offset
  return fields
end
parser.node = node

function parser:expression(without_condition)
  self.depth = self.depth + 1
  if self.depth > MAX_DEPTH then
    syntax.fail(self:current().offset, "expressions are nested too deeply")
  end
  local result = without_condition and self:parse_or() or self:parse_condition()
  self.depth = self.depth - 1
  return result
end

function parser:parse_condition()
  local result = self:parse_or()
  while self:is("name", "if") do
    local offset = self:next().offset
    local test = self:parse_or()
    local otherwise = self:skip_if("name", "else") and self:parse_condition() or nil
    result = node("Condition", offset, { test = test, yes = result, no = otherwise })
  end
  return result
end

-- A level of left-associative operators: each is { token type, value | nil, node kind }.
local function binary(below, operators)
  return function(self)
    local left = self[below](self)
    while true do
      local token, kind = self:current(), nil
      for _, one in ipairs(operators) do
        if token.type == one[1] and (one[2] == nil or token.value == one[2]) then
          kind = one[3]
        end
      end
      if not kind then
        return left
      end
      self:next()
      left = node(kind, token.offset, { left = left, right = self[below](self) })
    end
  end
end

parser.parse_or = binary("parse_and", { { "name", "or", "Or" } })
parser.parse_and = binary("parse_not", { { "name", "and", "And" } })

function parser:parse_not()
  if self:is("name", "not") then
    local offset = self:next().offset
    self.depth = self.depth + 1
    if self.depth > MAX_DEPTH then
      syntax.fail(offset, "expressions are nested too deeply")
    end
    local inner = self:parse_not()
    self.depth = self.depth - 1
    return node("Not", offset, { value = inner })
  end
  return self:parse_comparison()
end

local comparisons = {
  ["=="] = "eq", ["!="] = "ne", ["<"] = "lt", ["<="] = "lteq", [">"] = "gt", [">="] = "gteq",
}

function parser:comparison_operator()
  local operator = comparisons[self:current().type]
  if operator then
    self:next()
    return operator
  elseif self:skip_if("name", "in") then
    return "in"
  end
  local after = self:look()
  if self:is("name", "not") and after.type == "name" and after.value == "in" then
    self:next()
    self:next()
    return "notin"
  end
end

function parser:parse_comparison()
  local first, steps = self:parse_sum(), {}
  local offset = self:current().offset
  while true do
    local operator = self:comparison_operator()
    if not operator then
      break
    end
    steps[#steps + 1] = { operator = operator, value = self:parse_sum() }
  end
  if #steps == 0 then
    return first
  end
  return node("Compare", offset, { first = first, steps = steps })
end

parser.parse_sum = binary("parse_concat", { { "+", nil, "add" }, { "-", nil, "sub" } })

function parser:parse_concat()
  local parts = { self:parse_product() }
  local offset = self:current().offset
  while self:skip_if("~") do
    parts[#parts + 1] = self:parse_product()
  end
  return #parts == 1 and parts[1] or node("Concat", offset, { parts = parts })
end

parser.parse_product = binary("parse_power", {
  { "*", nil, "mul" }, { "/", nil, "div" }, { "//", nil, "floordiv" }, { "%", nil, "mod" },
})
parser.parse_power = binary("parse_unary", { { "**", nil, "pow" } })

function parser:parse_unary(without_filter)
  local token, result = self:current(), nil
  if token.type == "-" or token.type == "+" then
    self:next()
    self.depth = self.depth + 1
    if self.depth > MAX_DEPTH then
      syntax.fail(token.offset, "expressions are nested too deeply")
    end
    local kind = token.type == "-" and "negate" or "positive"
    result = node(kind, token.offset, { value = self:parse_unary(true) })
    self.depth = self.depth - 1
  else
    result = self:parse_primary()
  end
  result = self:parse_postfix(result)
  return without_filter and result or self:parse_filters(result)
end

local constants = {
  ["true"] = true, ["True"] = true, ["false"] = false, ["False"] = false,
  ["none"] = values.None, ["None"] = values.None,
}

function parser:parse_name(with_namespace)
  local token = self:next()
  if constants[token.value] ~= nil then
    return node("Const", token.offset, { value = constants[token.value] })
  elseif with_namespace and self:is(".") then
    self:next()
    local attribute = self:expect("name")
    return node("NamespaceRef", token.offset, { name = token.value, attribute = attribute.value })
  end
  return node("Name", token.offset, { name = token.value })
end

function parser:parse_text()
  local first = self:current()
  local parts = {}
  while self:is("string") do
    parts[#parts + 1] = self:next().value
  end
  return node("Const", first.offset, { value = table.concat(parts) })
end

function parser:parse_primary(with_namespace)
  local token = self:current()
  if token.type == "name" then
    return self:parse_name(with_namespace)
  elseif token.type == "string" then
    return self:parse_text()
  elseif token.type == "integer" or token.type == "float" then
    self:next()
    return node("Const", token.offset, { value = token.value })
  elseif token.type == "(" then
    self:next()
    local inner = self:parse_tuple({ parentheses = true })
    self:expect(")")
    return inner
  elseif token.type == "[" then
    return self:parse_list()
  elseif token.type == "{" then
    return self:parse_dict()
  end
  return syntax.fail(token.offset, "unexpected '%s'", describe(token))
end

local tuple_ends = { variable_end = true, block_end = true, [")"] = true }

-- One expression, or a tuple of them. `rules`: without_condition, parentheses, simplified (names and
-- literals only), namespaces, stop (a name that ends it).
function parser:parse_tuple(rules)
  local offset, items, is_tuple = self:current().offset, {}, false
  while true do
    if #items > 0 then
      self:expect(",")
    end
    if tuple_ends[self:current().type] or (rules.stop and self:is("name", rules.stop)) then
      break
    end
    items[#items + 1] = rules.simplified and self:parse_primary(rules.namespaces)
      or self:expression(rules.without_condition)
    if not self:is(",") then
      break
    end
    is_tuple = true
  end
  if not is_tuple and #items > 0 then
    return items[1]
  elseif not is_tuple and not rules.parentheses then
    syntax.fail(offset, "Expected an expression, got '%s'", describe(self:current()))
  end
  return node("Tuple", offset, { items = items })
end

function parser:parse_list()
  local offset, items = self:expect("[").offset, {}
  while not self:is("]") do
    if #items > 0 then
      self:expect(",")
    end
    if self:is("]") then
      break
    end
    items[#items + 1] = self:expression()
  end
  self:expect("]")
  return node("List", offset, { items = items })
end

function parser:parse_dict()
  local offset, items = self:expect("{").offset, {}
  while not self:is("}") do
    if #items > 0 then
      self:expect(",")
    end
    if self:is("}") then
      break
    end
    local key = self:expression()
    self:expect(":")
    items[#items + 1] = { key, self:expression() }
  end
  self:expect("}")
  return node("Dict", offset, { items = items })
end

for name, method in pairs(require("runtime.interpolation.parser_postfix")) do
  parser[name] = method
end
for name, method in pairs(require("runtime.interpolation.parser_statements")) do
  parser[name] = method
end

return parser
