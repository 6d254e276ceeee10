--- Answers to a template's questions, from --set, from the user, from defaults.
local questions = {}

local booleans = { ["true"] = true, yes = true, ["false"] = false, no = false }

local function convert(question, text)
  if type(text) ~= "string" then
    return text
  end
  if question.type == "integer" then
    return text:find("^[+-]?%d+$") and math.tointeger(tonumber(text)) or nil,
      "is not a whole number"
  elseif question.type == "number" then
    return tonumber(text), "is not a number"
  elseif question.type == "boolean" then
    return booleans[text:lower()], "is neither true nor false"
  end
  return text
end

local function problem_of(question, value)
  if question.choices then
    local names = {}
    for i, choice in ipairs(question.choices) do
      names[i] = tostring(choice)
      if names[i] == tostring(value) then
        return nil
      end
    end
    return "is not one of " .. table.concat(names, ", ")
  end
  if question.pattern
    and not tostring(value):find("^" .. question.pattern:gsub("^%^", ""):gsub("%$$", "")
      .. "$") then
    return "does not match " .. question.pattern
  end
  return nil
end

local function accept(question, text)
  local value, problem = convert(question, text)
  problem = value == nil and problem or value ~= nil and problem_of(question, value) or nil
  if problem then
    return nil, ("%s: '%s' %s"):format(question.name, tostring(text), problem), "usage",
      { hint = ("give it with --set %s=VALUE"):format(question.name) }
  end
  return value
end

--- Parse KEY=VALUE texts against the questions.
---@return table|nil given, string|nil message, string|nil code, table|nil details
function questions.given(list, settings)
  local given, names = {}, {}
  for i, question in ipairs(list) do
    names[i] = question.name
  end
  for _, setting in ipairs(settings) do
    local key, value = setting:match("^([^=]+)=(.*)$")
    if not key then
      return nil, ("--set: '%s' is not KEY=VALUE"):format(setting), "usage"
    end
    local known = false
    for _, name in ipairs(names) do
      known = known or name == key
    end
    if not known then
      local hint = require("util.suggest").hint(key, names)
      local all = #names > 0 and "it asks for " .. table.concat(names, ", ") or "it asks nothing"
      return nil, ("--set: the template has no question '%s'"):format(key), "usage",
        { hint = hint or all }
    end
    given[key] = value
  end
  return given
end

--- All answers. `ask` is ctx.ask; `fixed` are answers that no question gives.
---@return table|nil answers, string|nil message, string|nil code, table|nil details
function questions.answer(list, given, fixed, ask)
  local answers = {}
  for key, value in pairs(fixed) do
    answers[key] = value
  end
  for _, question in ipairs(list) do
    local text = given[question.name]
    if text == nil then
      text = ask({
        name = question.name,
        prompt = question.prompt or question.name,
        default = question.default,
        secret = question.secret,
        option = ("--set %s=VALUE"):format(question.name),
      })
    end
    local value, message, code, details = accept(question, text)
    if value == nil then
      return nil, message, code, details
    end
    answers[question.name] = value
  end
  return answers
end

return questions
