--- How a failed command is told: a line and a hint, or one JSON object.
local exit = require("cli.exit")
local output = require("cli.output")
local term = require("host.term")

local report = {}

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
---@return table
function report.object(message, code, details)
  local json = require("host.json")
  details = details or {}
  message = tostring(message)
  local file, line, column = position_of(message)
  local members = json.new_object({ { "code", exit.is_code(code) and code or "invalid" },
    { "message", message } })
  members.hint = details.hint or details.last_line
  members.file = details.file or file
  members.line = details.line or (not details.file and line) or nil
  members.column = details.column or (not details.file and column) or nil
  return members
end

local function as_json(message, code, details)
  local json = require("host.json")
  term.error(json.encode(json.new_object({ { "error", report.object(message, code, details) } }))
    .. "\n")
end

local function as_text(message, code, details, color)
  local word = code == "internal" and "this is a bug in revos: " or "error: "
  local text = color and ("\27[1;31m%s\27[0m"):format(word) or word
  term.error(text .. output.clean(tostring(message)) .. "\n")
  if details and details.hint then
    term.error("hint: " .. output.clean(details.hint) .. "\n")
  end
  if details and details.last_line then
    term.error(details.last_line .. "\n")
  end
end

--- Tell a failure on standard error and give the exit status.
---@param args table the global options
---@return integer
function report.failure(args, message, code, details)
  term.flush()
  if message and args.json then
    as_json(message, code, details)
  elseif message then
    local color = require("cli.context").wants_color(2, args.color)
    as_text(message, code, details, color)
  end
  return details and details.status or exit.status(code)
end

return report
