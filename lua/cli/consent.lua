--- Asking whether a project's own code may run. Only somebody at a terminal is asked; else what
--- is not trusted does not run.
local term = require("host.term")

local consent = {}

--- Ask once.
---@param values table the global options
---@param what string what would run
---@return boolean
function consent.ask(values, what)
  local context = require("cli.context")
  local ctx = context.new(values, { words = {} }, {}, {})
  if not ctx:may_ask() then
    return false
  end
  term.flush()
  term.error(require("cli.output").clean(what) .. " Trust it as it is now? [y/N] ")
  local answer = term.read_line() or ""
  return answer:lower():match("^%s*y") ~= nil
end

--- Whether aliases and hooks of a project may be used; asks when they are new or changed.
---@param values table
---@param own table of project.extensions
---@return boolean
function consent.to_extensions(values, own)
  local extensions = require("project.extensions")
  if extensions.are_trusted(own) then
    return true
  end
  local destinations = extensions.destinations(own)
  local asked = consent.ask(values, ("%s: its aliases and hooks run programs%s."):format(own.file,
    destinations and ", and tokens go to " .. destinations or ""))
  return asked and require("project.trust").record(own.file, own.hash) == true
end

--- Whether a project's script may answer; asks when its folder is new or changed.
---@param values table
---@param file string
---@return boolean
function consent.to_script(values, file)
  local folder = require("host.fs").realpath(require("project.find").root() .. "/scripts")
  local asked = folder and consent.ask(values, file .. " would answer.")
  return asked and require("project.trust").grant(folder) == true or false
end

return consent
