--- Tokens to a tree: text, print tags and operators. Values are in parser_values, what follows one
--- in parser_postfix, statements in parser_statements.
---
--- Nodes are tables { kind, offset, ... }.
local syntax = require("runtime.interpolation.syntax")

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
  local token = self:current()
  local result
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

--- Nodes up to a tag named in `ends` (which stays the current token), or to the end.
function parser:parse_body(ends)
  local body = {}
  while not self:is("eof") do
    local token = self:next()
    if token.type == "data" then
      body[#body + 1] = node("Data", token.offset, { text = token.value })
    elseif token.type == "variable_begin" then
      body[#body + 1] = node("Print", token.offset, { value = self:parse_tuple({}) })
      self:expect("variable_end")
    else
      if ends and self:is_any(ends) then
        return body
      end
      body[#body + 1] = self:parse_statement(ends)
      self:expect("block_end")
    end
  end
  if ends then
    syntax.fail(self:current().offset,
      "Unexpected end of template. Jinja was looking for the following tags: '%s'.",
      table.concat(ends, "' or '"))
  end
  return body
end

local function take(part)
  for name, method in pairs(require("runtime.interpolation.parser_" .. part)) do
    parser[name] = method
  end
end

take("values")
take("postfix")

-- Statements are for the first template that has one.
setmetatable(parser, { __index = function(_, name)
  setmetatable(parser, nil)
  take("statements")
  return parser[name]
end })

return parser
