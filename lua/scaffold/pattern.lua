--- Patterns of answers: a regular expression, or a pattern of Lua where it has a '%'. The whole
--- answer has to match.
local pattern = {}

local function is_lua(text)
  return text:find("%", 1, true) ~= nil
end

local function find(text, answer)
  local whole = "^" .. text:gsub("^%^", ""):gsub("%$$", "") .. "$"
  return answer:find(whole) ~= nil
end

--- Why a pattern cannot be used; nil when it can.
---@param text string
---@return string|nil
function pattern.problem(text)
  if is_lua(text) then
    local ok, raised = pcall(find, text, "")
    return not ok and "'pattern': " .. tostring(raised) or nil
  end
  local re, message = require("host.regex").compile(text)
  return not re and "'pattern': " .. message or nil
end

--- Whether an answer matches, in this process.
---@param text string
---@param answer string
---@return boolean
function pattern.fits_here(text, answer)
  if is_lua(text) then
    return find(text, answer)
  end
  return require("host.regex").compile(text):full_match(answer) ~= nil
end

--- Whether an answer matches. Regular expressions have a limit of their own; a pattern of Lua
--- that somebody else wrote may take for ever, so it runs in the child process.
---@param question table with `pattern`; `foreign` when it did not come with revos
---@param answer string
---@return boolean|nil fits, string|nil message, string|nil code
function pattern.fits(question, answer)
  if question.foreign and is_lua(question.pattern) then
    return require("util.worker").call("template.match",
      { pattern = question.pattern, answer = answer })
  end
  return pattern.fits_here(question.pattern, answer)
end

return pattern
