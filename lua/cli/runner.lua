--- Runs a command script and turns what it did into true, false or a failure.
local context = require("cli.context")
local scripts = require("cli.scripts")

local runner = {}

-- A raised value as text; a table that says nothing has no text worth showing.
local function described(value)
  if value == nil then
    return "an error without a message"
  elseif type(value) == "table" and not getmetatable(value) and value.message == nil then
    return "an error that is a table without a 'message'"
  end
  return require("util.text").describe(value)
end

-- The position in the script itself, not in the library that noticed the mistake.
local function script_place(entry, raised)
  local full_name = require("util.text").full_name
  local message = full_name(described(raised.message), entry.file)
  local trace = full_name(raised.trace, entry.file)
  if message:find(entry.file .. ":", 1, true) == 1 then
    return message
  end
  local line = trace:match(entry.file:gsub("%p", "%%%0") .. ":(%d+):")
  return line and ("%s:%s: %s"):format(entry.file, line, message)
    or ("%s: %s"):format(entry.file, message)
end

local function catch(value)
  if context.is_failure(value) then
    return value
  end
  return { raised = true, message = value, trace = debug.traceback("", 2) }
end

local function finish(entry, ok, ...)
  if ok then
    return ...
  end
  local problem = ...
  if type(problem) ~= "table" then -- nobody is asked when memory runs out
    problem = { raised = true, message = problem, trace = "" }
  elseif not problem.raised then
    return nil, problem.message, problem.code, problem.details
  end
  if scripts.is_own(entry) then
    local text = type(problem.message) == "table" and require("util.text").describe(problem.message)
      or tostring(problem.message)
    return nil, text .. problem.trace, "internal"
  end
  return nil, script_place(entry, problem), "script"
end

-- A result that is no answer at all would be an exit status without a word.
local function judge(command, entry, result, message, code, details)
  local is_told = message ~= nil or code ~= nil or details ~= nil
  if type(result) == "boolean" or (result == nil and is_told) then
    return result, message, code, details
  end
  local line = debug.getinfo(command.run, "S").linedefined
  return nil, ("%s:%d: 'run' must return true, false, or nil and a message"):format(entry.file,
    line), scripts.is_own(entry) and "internal" or "script"
end

--- Run a loaded command with complete arguments.
---@return true|false|nil, string|nil message, string|nil code, table|nil details
function runner.run(command, entry, hidden, args, shared)
  local ctx = context.new(args, entry, hidden, shared)
  if not scripts.is_own(entry) then
    require("cli.watch").start()
  end
  return judge(command, entry, finish(entry, xpcall(command.run, catch, ctx)))
end

return runner
