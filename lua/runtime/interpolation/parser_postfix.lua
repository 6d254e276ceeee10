--- The parts of the parser for what follows a value: attributes, items, calls, filters, tests.
local syntax = require("runtime.interpolation.syntax")

local postfix = {}

local function node(kind, offset, fields)
  fields.kind, fields.offset = kind, offset
  return fields
end

function postfix:parse_postfix(value)
  while true do
    local type = self:current().type
    if type == "." or type == "[" then
      value = self:parse_subscript(value)
    elseif type == "(" then
      value = self:parse_call(value)
    else
      return value
    end
  end
end

function postfix:parse_filters(value)
  while true do
    if self:is("|") then
      value = self:parse_filter(value)
    elseif self:is("name", "is") then
      value = self:parse_test(value)
    elseif self:is("(") then
      value = self:parse_call(value)
    else
      return value
    end
  end
end

--- Among several keys a slice is a value of its own, which nothing has as a key.
local function fill_slices(keys)
  for _, key in ipairs(#keys > 1 and keys or {}) do
    if key.kind == "Slice" then
      key.value = node("Const", key.offset, { value = "" })
    end
  end
end

function postfix:parse_subscript(value)
  local token = self:next()
  if token.type == "." then
    local name = self:next()
    if name.type == "name" then
      return node("Attribute", token.offset, { value = value, name = name.value })
    elseif name.type ~= "integer" then
      syntax.fail(name.offset, "expected name or number")
    end
    local index = node("Const", name.offset, { value = name.value })
    return node("Item", token.offset, { value = value, key = index })
  end
  local keys = {}
  while not self:is("]") do
    if #keys > 0 then
      self:expect(",")
    end
    keys[#keys + 1] = self:parse_subscribed()
  end
  self:expect("]")
  fill_slices(keys)
  local key = #keys == 1 and keys[1] or node("Tuple", token.offset, { items = keys })
  if key.kind == "Slice" then
    key.value = value
    return key
  end
  return node("Item", token.offset, { value = value, key = key })
end

function postfix:slice_part()
  if self:is(":") or self:is("]") or self:is(",") then
    return nil
  end
  return self:expression()
end

function postfix:parse_subscribed()
  local offset, start, step = self:current().offset, nil, nil
  if not self:is(":") then
    start = self:expression()
    if not self:is(":") then
      return start
    end
  end
  self:expect(":")
  local stop = self:slice_part()
  if self:skip_if(":") then
    step = self:slice_part()
  end
  return node("Slice", offset, { start = start, stop = stop, step = step })
end

local function ensure(condition, token)
  if not condition then
    syntax.fail(token.offset, "invalid syntax for function call expression")
  end
end

function postfix:parse_argument(call, token)
  if self:skip_if("*") then
    ensure(not call.spread and not call.named_spread, token)
    call.spread = self:expression()
  elseif self:skip_if("**") then
    ensure(not call.named_spread, token)
    call.named_spread = self:expression()
  elseif self:is("name") and self:look().type == "=" then
    ensure(not call.named_spread, token)
    local name = self:next().value
    self:next()
    call.named[#call.named + 1] = { name = name, value = self:expression() }
  else
    ensure(not call.spread and not call.named_spread and #call.named == 0, token)
    call.args[#call.args + 1] = self:expression()
  end
end

--- The arguments of a call: { args, named, spread, named_spread }.
function postfix:parse_arguments()
  local token = self:expect("(")
  local call, first = { args = {}, named = {} }, true
  while not self:is(")") do
    if not first then
      self:expect(",")
      if self:is(")") then
        break
      end
    end
    self:parse_argument(call, token)
    first = false
  end
  self:expect(")")
  return call
end

function postfix:parse_call(value)
  local offset = self:current().offset
  return node("Call", offset, { callee = value, arguments = self:parse_arguments() })
end

function postfix:dotted_name()
  local token = self:expect("name")
  local name = token.value
  while self:skip_if(".") do
    name = name .. "." .. self:expect("name").value
  end
  return name, token.offset
end

function postfix:optional_arguments()
  return self:is("(") and self:parse_arguments() or { args = {}, named = {} }
end

--- Filters after a value (nil for those of a filter block, which begin without a bar).
function postfix:parse_filter(value, inline)
  while inline or self:is("|") do
    if not inline then
      self:next()
    end
    inline = false
    local name, offset = self:dotted_name()
    value = node("Filter", offset, { value = value, name = name,
      arguments = self:optional_arguments() })
  end
  return value
end

local argument_starts = { name = true, string = true, integer = true, float = true,
  ["["] = true, ["{"] = true }

function postfix:test_arguments()
  if self:is("(") then
    return self:parse_arguments()
  end
  local token = self:current()
  local ends = token.type == "name"
    and (token.value == "else" or token.value == "or" or token.value == "and")
  if not argument_starts[token.type] or ends then
    return { args = {}, named = {} }
  elseif self:is("name", "is") then
    syntax.fail(token.offset, "You cannot chain multiple tests with is")
  end
  return { args = { self:parse_postfix(self:parse_primary()) }, named = {} }
end

function postfix:parse_test(value)
  self:next()
  local negated = self:skip_if("name", "not")
  local name, offset = self:dotted_name()
  local test = node("Test", offset, { value = value, name = name,
    arguments = self:test_arguments() })
  return negated and node("Not", offset, { value = test }) or test
end

return postfix
