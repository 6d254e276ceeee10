--- The parts of the parser for values: names, constants, tuples, lists and dicts.
local syntax = require("runtime.interpolation.syntax")
local values = require("runtime.interpolation.values")

local operands = {}

local function node(kind, offset, fields)
  fields.kind, fields.offset = kind, offset
  return fields
end

local constants = {
  ["true"] = true, ["True"] = true, ["false"] = false, ["False"] = false,
  ["none"] = values.None, ["None"] = values.None,
}

function operands:parse_name(with_namespace)
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

function operands:parse_text()
  local first = self:current()
  local parts = {}
  while self:is("string") do
    parts[#parts + 1] = self:next().value
  end
  return node("Const", first.offset, { value = table.concat(parts) })
end

function operands:parse_primary(with_namespace)
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
  return syntax.fail(token.offset, "unexpected '%s'", self.describe(token))
end

local tuple_ends = { variable_end = true, block_end = true, [")"] = true }

-- One expression, or a tuple of them. `rules`: without_condition, parentheses, simplified (names
-- and literals only), namespaces, stop (a name that ends it).
function operands:parse_tuple(rules)
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
    syntax.fail(offset, "Expected an expression, got '%s'", self.describe(self:current()))
  end
  return node("Tuple", offset, { items = items })
end

function operands:parse_list()
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

function operands:parse_dict()
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

return operands
