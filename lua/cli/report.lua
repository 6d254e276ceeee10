--- How a failed command is told: a line and a hint, or one JSON object.
local exit = require("cli.exit")
local output = require("cli.output")
local problem = require("util.problem")
local term = require("host.term")

local report = {}

--- The error object of a failure, its code one of the closed list.
---@param message string
---@param code string|nil
---@param details table|nil
---@return table
function report.object(message, code, details)
  return problem.object(message, exit.is_code(code) and code or nil, details)
end

local function as_json(message, code, details)
  local json = require("host.json")
  local object = report.object(message, code, details)
  term.error(json.encode(json.new_object({ { "error", object } })) .. "\n")
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

--- Tell a failure on standard error and give the exit status. That nobody reads our output any
--- more is no news for who stopped to.
---@param args table the global options
---@param message string
---@param code string|nil
---@param details table|nil
---@return integer
function report.failure(args, message, code, details)
  local _, _, flushed = term.flush()
  if code == "cancelled" and flushed == "cancelled" then
    return exit.status(code)
  elseif message and args.json then
    as_json(message, code, details)
  elseif message then
    local color = require("cli.context").wants_color(2, args.color)
    as_text(message, code, details, color)
  end
  return details and details.status or exit.status(code)
end

return report
