--- One evaluation as data: what `revos eval` prints.
---
--- { type, value } for values that JSON holds as they are, { type, text, value } for the others
--- (text is Python's repr), { type = "error", text } for what the reference would raise.
local dicts = require("util.later")("runtime.interpolation.dicts")
local errors = require("runtime.interpolation.errors")
local failure = require("util.later")("runtime.failure")
local interpolation = require("runtime.interpolation")
local json = require("host.json")
local json_values = require("runtime.interpolation.json_values")
local values = require("runtime.interpolation.values")

local answer = {}

local plain = { str = true, int = true, bool = true, NoneType = true }
local names = { NoneType = "none" }

local function finite(value)
  return math.type(value) ~= "float" or (value == value and math.abs(value) < math.huge)
end

local can_hold

local function all_hold(items)
  for _, item in ipairs(items) do
    if not can_hold(item) then
      return false
    end
  end
  return true
end

-- Whether JSON has a notation for it: it has none for NaN and infinities.
function can_hold(value)
  local kind = values.kind(value)
  if kind == "dict" then
    return all_hold(dicts.view_items(dicts.view(value, "values")))
  elseif kind == "list" or kind == "tuple" then
    return all_hold(value)
  end
  return finite(value)
end

-- A float is given as text alone: its digits matter.
local function of_value(value)
  local kind = values.kind(value)
  local result = json.new_object({ { "type", names[kind] or kind } })
  if not plain[kind] then
    result.text = values.repr(value)
  end
  if kind ~= "float" and can_hold(value) then
    local ok, held = pcall(json_values.to_json, value)
    if ok then
      result.value = held
    end
  end
  return result
end

local function class_of(err)
  if err.undeclared then
    return "undeclared"
  elseif err.type == "config_error" then
    return "config_error"
  end
  return err.class
end

local function of_error(err)
  if not errors.is(err) and not failure.is(err) then
    -- A mistake of this program: told for this template alone.
    err = errors.new("internal", tostring(err))
  end
  return json.new_object({
    { "type", "error" },
    { "text", class_of(err) },
    { "message", err.message },
  })
end

-- The variables of a context as a plain table.
local function variables(context)
  local vars = {}
  for name, value in pairs(context) do
    vars[name] = value
  end
  for _, name in ipairs({ "config", "parameters" }) do
    if vars[name] == nil then
      vars[name] = json.new_object()
    end
  end
  return vars
end

--- @param text string the template
--- @param kind string "string" or "boolean"
--- @param context table variables by name
--- @return table a JSON object
function answer.of(text, kind, context)
  local expression = interpolation[kind == "boolean" and "boolean" or "string"](text)
  local ok, value = pcall(expression.eval, expression, variables(context))
  if ok then
    return of_value(value)
  end
  return of_error(value)
end

--- The same for a line of JSON { template, kind, context }.
---@param line string
--- @return table|nil answer, string|nil message, string|nil code
function answer.of_line(line)
  local asked, message, code = json.decode(line)
  if asked == nil then
    return nil, message, code
  elseif not json.is_object(asked) or type(asked.template) ~= "string" then
    return nil, "template: text expected", "invalid"
  elseif asked.context ~= nil and not json.is_object(asked.context) then
    return nil, "context: an object expected", "invalid"
  end
  return answer.of(asked.template, asked.kind, asked.context or json.new_object())
end

return answer
