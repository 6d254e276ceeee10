--- What templates become in each place of a manifest (reference §8.1 to §8.3).
local errors = require("runtime.interpolation.errors")
local json = require("host.json")
local limits = require("runtime.interpolation.limits")
local literal = require("runtime.interpolation.literal")
local template = require("runtime.interpolation.template")
local values = require("runtime.interpolation.values")

local expressions = {}
local None = values.None
local attempt, is_plain, math_type = limits.attempt, literal.is_plain, math.type

-- Whether a value is its own literal: no text in between can change it. (NaN and infinity have no
-- literal.)
local function is_own_literal(value)
  local kind = math_type(value)
  return value == true or value == false or value == None or kind == "integer"
    or kind == "float" and value - value == 0
end

-- Python's str() then literal_eval: the value, and the text. Empty text gives "".
local function read(value)
  if is_own_literal(value) then
    return value
  end
  local copy = type(value) == "table" and json.literal(value)
  if copy then
    return copy
  end
  local text = values.str(value)
  local found = literal.eval(text)
  if found == nil then
    return text, text
  end
  return found, text
end

-- Only the kinds in `keep` are taken as values (nil: all).
local function converted(value, keep)
  if not keep then
    return (read(value))
  end
  local found, text = read(value)
  if keep[values.kind(found)] then
    return found
  end
  return text or values.str(value)
end

-- One rendering: whether it succeeded, and the value (the template's own text after a TypeError)
-- or what was raised.
local function render(text, context)
  local compiled = template.of(text)
  compiled:check(context)
  local ok, value = attempt(compiled.run, context)
  if not ok and errors.is(value, "TypeError") then
    return true, text
  end
  return ok, value
end

local function rendered(text, context)
  local ok, value = render(text, context)
  if not ok then
    error(value, 0)
  end
  return value
end

local function is_empty(value)
  return value == "" or values.is_undefined(value)
end

local UNSUPPORTED = "`stream_state` is no longer supported for interpolation. We recommend using "
  .. "`stream_interval` instead. Please reference the CDK Migration Guide for more information."

local function check_supported(text)
  if text:find("stream_state", 1, true) then
    error(setmetatable({ class = "AirbyteTracedException", message = UNSUPPORTED,
      type = "config_error" }, errors.error), 0)
  end
end

local function evaluate_default(text, context, default, keep, value)
  if default == nil then
    return values.None
  elseif default ~= text or value == nil then
    value = rendered(default, context)
  end
  return limits.run(converted, value, keep)
end

-- The value of a template from what its rendering gave; most values need nothing more.
local function settle(text, context, default, keep, ok, value)
  if not ok then
    if not errors.is(value, "UndefinedError") then
      error(value, 0)
    end
    return evaluate_default(text, context, default, keep, nil)
  elseif not keep and (is_plain(value) or is_own_literal(value)) then
    return value
  elseif is_empty(value) then
    return evaluate_default(text, context, default, keep, value)
  end
  return limits.run(converted, value, keep)
end

local function evaluate(text, context, default, keep)
  check_supported(text)
  return settle(text, context, default, keep, render(text, context))
end

-- The template of an object that is evaluated again and again.
local function prepare(self)
  check_supported(self.text)
  self.compiled = template.of(self.text)
  return self.compiled
end

-- The method `eval` of such an object: finish(self, context, ok, value) settles what the rendering
-- gave. Done for each record, it goes through no function more than it must.
local function evaluator(finish)
  return function(self, context)
    context = context or {}
    local compiled = self.compiled or prepare(self)
    local only_name = compiled.only_name
    if not only_name or context[only_name] == nil then
      compiled:check(context)
    end
    local ok, value = attempt(compiled.run, context)
    if not ok and errors.is(value, "TypeError") then
      ok, value = true, self.text
    end
    return finish(self, context, ok, value)
  end
end

--- Evaluates a text: rendered, literal-evaluated, with the default for an empty result.
--- @param text string
--- @param context table name -> value; json.null is None
--- @param default string|nil another template; nil gives None
--- @param keep table|nil set of Python type names: others stay text
expressions.evaluate = evaluate

local string_type = {}
string_type.__index = string_type

--- A plain interpolated string. Its default is itself; when its first result equals its text it is
--- taken for plain text from then on.
--- @param options table|nil `default`: another template for an empty result
function expressions.string(text, options)
  local default = options and options.default
  return setmetatable({
    text = text,
    default = (default == nil or default == "") and text or default,
    is_static = template.is_plain(text),
  }, string_type)
end

local function text_of(self)
  return self.text
end

string_type.eval = evaluator(function(self, context, ok, value)
  value = settle(self.text, context, self.default, nil, ok, value)
  if not self.was_evaluated then
    self.was_evaluated = true
    if value == self.text then
      self.eval = text_of
    end
  end
  return value
end)

function string_type:variables()
  return template.of(self.text):variables()
end

--- Whether the same variables give the same value each time.
function string_type:is_steady()
  return template.of(self.text).is_steady
end

local raw_type = {}
raw_type.__index = raw_type

--- Rendered text as it is, without literal evaluation.
function expressions.raw(text)
  return setmetatable({ text = text, is_static = template.is_plain(text) }, raw_type)
end

function raw_type:eval(context)
  return values.str(rendered(self.text, context or {}))
end

raw_type.variables, raw_type.is_steady = string_type.variables, string_type.is_steady

local boolean_type = {}
boolean_type.__index = boolean_type

--- A condition.
function expressions.boolean(text)
  return setmetatable({ text = text, is_static = template.is_plain(text) }, boolean_type)
end

local false_texts = {
  [""] = true, False = true, ["false"] = true, ["0"] = true, ["0.0"] = true, ["{}"] = true,
  ["[]"] = true, ["()"] = true,
}

local false_when_empty = { list = true, dict = true, tuple = true, set = true }

local function is_false(value)
  if value == true or value == false then
    return not value
  elseif type(value) == "string" then
    return false_texts[value] == true
  elseif values.is_number(value) then
    return value == false or value == 0
  end
  return value == values.None
    or false_when_empty[values.kind(value)] and not values.truthy(value)
end

boolean_type.eval = evaluator(function(self, context, ok, value)
  if ok and (value == true or value == false) then
    return value
  end
  return not is_false(settle(self.text, context, "False", nil, ok, value))
end)

boolean_type.variables, boolean_type.is_steady = string_type.variables, string_type.is_steady

return expressions
