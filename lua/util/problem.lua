--- Failures as programs read them.
local json = require("host.json")

local problem = {}

-- Messages of text formats begin with file:line:column.
local function position_of(message)
  local file, line, column = message:match("^([^\n:]+):(%d+):(%d+): ")
  if file then
    return file, tonumber(line), tonumber(column)
  end
  file, line = message:match("^([^\n:]+):(%d+): ")
  return file, tonumber(line)
end

--- The error object of a failure, as a JSON value.
---@param message any
---@param code string|nil "invalid" when nil
---@param details table|nil hint, last_line, file, line, column
---@return table
function problem.object(message, code, details)
  details = details or {}
  message = tostring(message)
  local file, line, column = position_of(message)
  local members = json.new_object({ { "code", code or "invalid" },
    { "message", message } })
  members.hint = details.hint or details.last_line
  members.file = details.file or file
  members.line = details.line or (not details.file and line) or nil
  members.column = details.column or (not details.file and column) or nil
  return members
end

return problem
