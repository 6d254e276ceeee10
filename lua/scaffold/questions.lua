--- Answers to a template's questions: from --set, from the user, from defaults.
local questions = {}

local MAX_ANSWER = 4096
local booleans = { ["true"] = true, yes = true, ["false"] = false, no = false }

local function convert(question, text)
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

local function choice_problem(question, value)
  local names = {}
  for i, choice in ipairs(question.choices) do
    names[i] = tostring(choice)
    if names[i] == tostring(value) then
      return nil
    end
  end
  return "is not one of " .. table.concat(names, ", ")
end

local function problem_of(question, value)
  if question.choices then
    return choice_problem(question, value)
  elseif question.pattern then
    local fits, message = require("scaffold.pattern").fits(question, tostring(value))
    return not fits and (message or "does not match " .. question.pattern) or nil
  end
  return nil
end

-- A line in a manifest or a name of a file is made of it, so it is one line of plain text.
local function text_problem(text)
  if text:find("[%c\127]") then
    return "has control characters"
  elseif not utf8.len(text) then
    return "is not UTF-8"
  elseif #text > MAX_ANSWER then
    return ("is longer than %d bytes"):format(MAX_ANSWER)
  end
  return nil
end

--- An answer as a value of the question's type.
---@param question table
---@param text string
---@return any value, string|nil message, string|nil code, table|nil details
function questions.accept(question, text)
  local problem, value = text_problem(text), nil
  if not problem then
    value, problem = convert(question, text)
    problem = value == nil and problem or value ~= nil and problem_of(question, value) or nil
  end
  if problem then
    local shown = #text > 80 and text:sub(1, 77) .. "..." or text
    return nil, ("%s: '%s' %s"):format(question.name, shown:gsub("%c", "?"), problem), "usage",
      { hint = ("give it with --set %s=VALUE"):format(question.name) }
  end
  return value
end

--- Parse KEY=VALUE texts against the questions.
---@param list table[] questions
---@param settings string[] KEY=VALUE
---@return table|nil given, string|nil message, string|nil code, table|nil details
function questions.given(list, settings)
  local given, names, known = {}, {}, {}
  for i, question in ipairs(list) do
    names[i] = question.name
    known[question.name] = true
  end
  for _, setting in ipairs(settings) do
    local key, value = setting:match("^([^=]+)=(.*)$")
    if not key then
      return nil, ("--set: '%s' is not KEY=VALUE"):format(setting), "usage"
    elseif not known[key] then
      local hint = require("util.suggest").hint(key, names)
      local all = #names > 0 and "it asks for " .. table.concat(names, ", ") or "it asks nothing"
      return nil, ("--set: the template has no question '%s'"):format(key), "usage",
        { hint = hint or all }
    end
    given[key] = value
  end
  return given
end

--- Whether a question is asked, seen from the answers before it: `when` maps earlier questions
--- to the answers for which this one makes sense.
---@param question table
---@param answers table values by name
---@return boolean
function questions.applies(question, answers)
  for name, wanted in pairs(question.when or {}) do
    local hit = false
    for _, value in ipairs(wanted) do
      hit = hit or tostring(value) == tostring(answers[name])
    end
    if not hit then
      return false
    end
  end
  return true
end

local function prompt_of(question)
  local prompt = question.prompt or question.name
  if not question.choices then
    return prompt
  end
  local names = {}
  for i, choice in ipairs(question.choices) do
    names[i] = tostring(choice)
  end
  return ("%s (%s)"):format(prompt, table.concat(names, ", "))
end

local function ask_once(question, talk)
  return tostring(talk.ask({
    name = question.name,
    prompt = prompt_of(question),
    default = question.default,
    secret = question.secret,
    option = ("--set %s=VALUE"):format(question.name),
  }))
end

-- A person at a terminal may try again; --set and defaults are judged once.
local function answer_of(question, text, talk)
  while true do
    local value, message, code, details = questions.accept(question,
      text or ask_once(question, talk))
    if value ~= nil or text or not talk.again then
      return value, message, code, details
    end
    talk.again(message)
  end
end

-- The answer of a question that is not asked: what the template may put in all the same.
local function unasked(question)
  if question.default == nil then
    return question.type == "string" and "" or nil
  end
  return (questions.accept(question, tostring(question.default)))
end

--- All answers, and the names of the questions that applied.
---@param list table[] questions
---@param given table texts by name
---@param fixed table answers that no question gives
---@param talk table ask (ctx.ask); again: told why an answer is not taken, when one can be asked
--- @return table|nil answers, string|table message or names asked, string|nil code, table|nil
function questions.answer(list, given, fixed, talk)
  local answers, asked = {}, {}
  for key, value in pairs(fixed) do
    answers[key] = value
  end
  for _, question in ipairs(list) do
    if questions.applies(question, answers) then
      local value, message, code, details = answer_of(question, given[question.name], talk)
      if value == nil then
        return nil, message, code, details
      end
      answers[question.name] = value
      asked[#asked + 1] = question.name
    elseif given[question.name] ~= nil then
      return nil, ("--set: '%s' is not asked with these answers"):format(question.name), "usage"
    else
      answers[question.name] = unasked(question)
    end
  end
  return answers, asked
end

return questions
