--- Runs a command script and turns what it did into true, false or a failure.
local arguments = require("cli.arguments")
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

local function inherit(values, args, globals)
  for _, option in ipairs(globals) do
    if values[option.key] == nil then
      values[option.key] = args[option.key]
    end
  end
end

local function values_from(command, args, parent, globals)
  local values = {}
  if #args > 0 then
    local ok, message, code, details = arguments.parse(command, globals, args, 1, values)
    if not ok then
      return nil, message, code, details
    end
  end
  for key, value in pairs(args) do
    if type(key) == "string" then
      values[key:gsub("-", "_")] = value
    end
  end
  inherit(values, parent, globals)
  local ok, message, code = arguments.complete(values, command)
  if not ok then
    return nil, message, code
  end
  return values
end

local function run_entries(ctx, entries, args)
  local command, message, code = scripts.load(entries[1])
  if not command then
    return nil, message, code
  end
  local values, problem, kind, details = values_from(command, args, ctx.args, ctx.shared.globals)
  if not values then
    return nil, problem, kind, details
  end
  return runner.run(command, entries[1], { table.unpack(entries, 2) }, values, ctx.shared)
end

--- ctx:run: another command by its words; leftover words are its arguments.
function runner.run_named(ctx, words, args)
  for count = #words, 1, -1 do
    local entries = scripts.find(ctx.shared.roots, { table.unpack(words, 1, count) })
    if entries[1] then
      local all = table.move(words, count + 1, #words, 1, {})
      for key, value in pairs(args) do
        if type(key) == "string" then
          all[key] = value
        end
      end
      table.move(args, 1, #args, #all + 1, all)
      return run_entries(ctx, entries, all)
    end
  end
  return nil, ("unknown command '%s'"):format(table.concat(words, " ")), "usage"
end

--- ctx:previous: the next script of the chain.
function runner.run_previous(ctx, args)
  if not ctx.hidden[1] then
    return nil, ("%s: replaces no other script"):format(ctx.entry.file), "script"
  end
  return run_entries(ctx, ctx.hidden, args or ctx.args)
end

return runner
