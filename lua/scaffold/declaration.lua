--- What a template.lua must declare: checked when it is loaded, so that a mistake is told with
--- its file and field.
local declaration = {}

local types = { string = true, integer = true, number = true, boolean = true }
-- Answers that no question gives.
local fixed = { name = true, slug = true }

local function check_name(question, seen)
  local name = question.name
  if type(name) ~= "string" or not name:find("^[%a_][%w_]*$") then
    return "needs a 'name' of letters, digits and underscores"
  elseif fixed[name] then
    return ("cannot be named '%s': that is the connector's own"):format(name)
  elseif seen[name] then
    return ("'%s' is asked twice"):format(name)
  end
  return nil
end

local function check_choices(question)
  local choices = question.choices
  if choices == nil then
    return nil
  elseif type(choices) ~= "table" or #choices == 0 then
    return "'choices' must be a list"
  end
  for _, choice in ipairs(choices) do
    if type(choice) ~= "string" and math.type(choice) == nil then
      return "'choices' must be texts or numbers"
    end
  end
  return nil
end

local function check_pattern(question)
  if question.pattern == nil then
    return nil
  elseif type(question.pattern) ~= "string" then
    return "'pattern' must be a text"
  end
  return require("scaffold.pattern").problem(question.pattern)
end

-- `when` may look only at what was asked before.
local function check_when(question, seen)
  if question.when == nil then
    return nil
  elseif type(question.when) ~= "table" then
    return "'when' must be a mapping of an earlier question to its answers"
  end
  for name, wanted in pairs(question.when) do
    if not seen[name] then
      return ("'when' names '%s', which is not asked before"):format(tostring(name))
    elseif type(wanted) ~= "table" then
      question.when[name] = { wanted }
    end
  end
  return nil
end

local function check_kinds(question)
  local default = type(question.default)
  if question.prompt ~= nil and type(question.prompt) ~= "string" then
    return "'prompt' must be a text"
  elseif question.secret ~= nil and type(question.secret) ~= "boolean" then
    return "'secret' must be true or false"
  elseif not ({ ["nil"] = true, string = true, number = true, boolean = true })[default] then
    return "'default' must be a text, a number, true or false"
  end
  return nil
end

local function check_question(question, seen)
  if type(question) ~= "table" then
    return "must be a table"
  end
  question.type = question.type or "string"
  if not types[question.type] then
    return ("has the unknown type '%s'"):format(tostring(question.type))
  end
  return check_name(question, seen) or check_kinds(question) or check_choices(question)
    or check_pattern(question) or check_when(question, seen)
end

local function check_default(question)
  if question.default == nil then
    return nil
  end
  local _, problem = require("scaffold.questions").accept(question, tostring(question.default))
  return problem and "its default " .. problem:gsub("^[^:]*: ", "")
end

--- Check and complete what a template.lua returned.
---@param declared any
---@param file string for messages
---@param text string the file's text
---@return table|nil declared, string|nil message, string|nil code
function declaration.check(declared, file, text)
  local where = ("%s:%d"):format(file, require("util.text").return_line(text))
  if type(declared) ~= "table" or type(declared.summary) ~= "string" then
    return nil, where .. ": a template must return a table with a 'summary'", "script"
  elseif declared.version ~= nil and type(declared.version) ~= "string"
    and math.type(declared.version) == nil then
    return nil, where .. ": 'version' must be a text or a number", "script"
  elseif declared.files ~= nil and type(declared.files) ~= "function" then
    return nil, where .. ": 'files' must be a function", "script"
  end
  declared.version = tostring(declared.version or "1")
  declared.questions = declared.questions or {}
  if type(declared.questions) ~= "table" then
    return nil, where .. ": 'questions' must be a list", "script"
  end
  local seen = {}
  for index, question in ipairs(declared.questions) do
    local problem = check_question(question, seen) or check_default(question)
    if problem then
      return nil, ("%s: questions[%d] %s"):format(where, index, problem), "script"
    end
    seen[question.name] = true
  end
  return declared
end

return declaration
