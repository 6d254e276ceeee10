--- Hooks of the project: programs before and after a command, spec.hooks of revos.yaml.
---
--- A hook is a line for sh, or several of them; it runs in the project's folder, and what it
--- prints goes to standard error, as standard output belongs to the command.
local extensions = require("util.later")("project.extensions")

local hooks = {}

-- These tell about the project's code, or are another program's command line.
local exempt = { help = true, version = true, which = true, trust = true, completion = true,
  doctor = true, worker = true, complete = true }

local function environment(root, when, command, status)
  return {
    REVOS = require("util.place").program(),
    REVOS_PROJECT = root,
    REVOS_HOOK = when,
    REVOS_COMMAND = command,
    REVOS_STATUS = status and tostring(status) or "",
  }
end

local function run_line(self, when, line, status)
  local result, message, code = require("host.process").run({
    argv = { "sh", "-c", "exec 1>&2\n" .. line },
    env = environment(self.root, when, self.command, status),
    directory = self.root,
    inherit = true,
  })
  if not result then
    return nil, message, code
  elseif result.status ~= 0 then
    return nil, ("revos.yaml: the hook %s '%s' ended with status %d"):format(when, self.command,
      result.status), "script"
  end
  return true
end

local function run_all(self, when, status)
  for _, line in ipairs(extensions.list(self.hook[when])) do
    require("host.term").flush()
    local ok, message, code = run_line(self, when, line, status)
    if not ok then
      return nil, message, code
    end
  end
  return true
end

--- Whether a command runs without hooks, whatever revos.yaml says.
---@param command string its words
---@return boolean
function hooks.are_left_out(command)
  local first = command:match("^%S+")
  return exempt[first] or first == "protocol"
end

--- The hooks of a command; nil when it has none, or they may not run.
---@param command string its words
---@param values table the global options
---@return table|nil
function hooks.of(command, values)
  local root = not hooks.are_left_out(command) and require("project.find").root()
  local own = root and extensions.load(root)
  local hook = own and own.hooks[command]
  if not hook then
    return nil
  elseif not require("cli.consent").to_extensions(values, own) then
    if not values.quiet then
      require("host.term").error(("note: the hooks of '%s' in %s are not run: it is not trusted, "
        .. "see 'revos trust'\n"):format(command, own.file))
    end
    return nil
  end
  return { hook = hook, command = command, root = root }
end

--- Run a command between its hooks. One before it that fails keeps it from running; one after it
--- always runs, and its failure counts where the command has done its work.
---@param self table|nil of hooks.of
---@param run function returns true, false or nil, message, code, details
function hooks.around(self, run)
  if not self then
    return run()
  end
  local ok, message, code = run_all(self, "before")
  if not ok then
    return nil, message, code
  end
  local result = table.pack(run())
  local exit = require("cli.exit")
  local status = result[1] == true and exit.DONE or result[1] == false and exit.NO
    or result[4] and result[4].status or exit.status(result[3])
  ok, message, code = run_all(self, "after", status)
  if not ok and result[1] == true then
    return nil, message, code
  end
  return table.unpack(result, 1, result.n)
end

return hooks
