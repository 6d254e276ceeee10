--- What a command may touch: its arguments, outputs, questions, other commands,
--- the project and the workspace.
local later = require("util.later")
local asking = later("cli.asking")
local output = later("cli.output")
local process = require("host.process")
local term = require("host.term")

local context = {}

--- A failure that a command raises instead of returning it: from places such as
--- ctx.project or ctx.ask where a value is wanted.
local failure = {}

--- Raise nil, message, code, details of a command.
function context.fail(message, code, details)
  error(setmetatable({ message = message, code = code, details = details }, failure), 0)
end

--- Whether a raised value is such a failure.
function context.is_failure(value)
  return getmetatable(value) == failure
end

local function variable(name)
  local value = process.getenv(name)
  return value ~= "" and value or nil
end

--- Whether to colour what goes to descriptor `fd`.
function context.wants_color(fd, when)
  if when == "always" or when == "never" then
    return when == "always"
  end
  if variable("NO_COLOR") then
    return false
  end
  local forced = variable("CLICOLOR_FORCE")
  if forced and forced ~= "0" then
    return true
  end
  return process.getenv("TERM") ~= "dumb" and term.is_terminal(fd)
end

local methods = {}

--- The project around the current folder.
---@return table|nil project, string|nil message, string|nil code, table|nil details
function methods:find_project()
  local project = rawget(self, "project_found")
  if not project then
    local message, code, details
    project, message, code, details = require("project.project").open(self.args)
    if not project then
      return nil, message, code, details
    end
    rawset(self, "project_found", project)
  end
  return project
end

--- A note on standard error, not with --quiet.
function methods:note(format, ...)
  if not self.args.quiet then
    self.err:line(format, ...)
  end
end

--- A note on standard error with --verbose.
function methods:detail(format, ...)
  if (self.args.verbose or 0) > 0 and not self.args.quiet then
    self.err:line(format, ...)
  end
end

local function to_words(command)
  local words = {}
  for word in command:gmatch("%S+") do
    words[#words + 1] = word
  end
  return words
end

--- Run another command: `command` is its words in one text, `args` a list of words
--- or a mapping of values by name. Returns what its run returns.
function methods:run(command, args)
  return require("cli.nested").run(self, to_words(command), args or {})
end

--- Run the script that this one replaces, with the same arguments or others.
function methods:previous(args)
  return require("cli.nested").previous(self, args)
end

--- Whether somebody can be asked.
function methods:may_ask()
  return asking.may_ask(self)
end

--- A yes or no. Without --yes and with nobody to ask it is a usage error.
---@param prompt string
---@param name string|nil to be typed instead of a yes, where much would be lost
---@return boolean
function methods:confirm(prompt, name)
  return asking.confirm(self, prompt, name)
end

--- Ask for a text: { name, prompt, default, secret, option }. With nobody to ask
--- the default answers, or the failure names the option that does.
---@return string
function methods:ask_for(question)
  return asking.ask_for(self, question)
end

local function output_for(fd, args, schema)
  local terminal = term.is_terminal(fd)
  return output.new({
    write = fd == 1 and term.write or function(text)
      term.flush()
      term.error(text)
    end,
    color = not args.json and context.wants_color(fd, args.color),
    width = terminal and term.width() or nil,
    schema = schema,
    indent = terminal and 2 or nil,
    is_terminal = terminal,
  })
end

-- What is made when a command first asks for it.
local lazy = {}

local function keep(self, key, value)
  rawset(self, key, value)
  return value
end

function lazy.out(self)
  local schema = "revos/v1/" .. table.concat(self.entry.words, ".")
  return keep(self, "out", output_for(1, self.args, schema))
end

function lazy.err(self)
  return keep(self, "err", output_for(2, self.args))
end

function lazy.exit()
  return require("cli.exit")
end

function lazy.project(self)
  local project, message, code, details = self:find_project()
  if not project then
    context.fail(message, code, details)
  end
  return project
end

function lazy.workspace(self)
  local project = self.project
  local workspace, message, code, details = require("workspace").open(project, self.args.workspace)
  if not workspace then
    context.fail(message, code, details)
  end
  if workspace.trace and (self.args.verbose or 0) > 1 then
    workspace:trace(function(text)
      self:detail("%s", text)
    end)
  end
  return keep(self, "workspace", workspace)
end

function lazy.ask(self)
  return function(first, second)
    return self:ask_for(second or first)
  end
end

local meta = {}

function meta.__index(self, key)
  if methods[key] then
    return methods[key]
  end
  local make = lazy[key]
  return make and make(self)
end

--- A context for one run of a command.
---@param args table values by name
---@param entry table of cli.scripts
---@param hidden table[] the entries that it replaces
---@param shared table { roots, globals, program }
function context.new(args, entry, hidden, shared)
  return setmetatable({ args = args, entry = entry, hidden = hidden, shared = shared }, meta)
end

return context
