--- Runs a protocol command of a connector: in revos itself, or in another program.
---
--- runtimes.run(command, job, sink) calls sink(line) for every line of the protocol (without
--- its end) and returns the status of the runtime. Limits are those of job.args.
local clock = require("host.clock")
local fs = require("host.fs")
local json = require("host.json")
local traces = require("util.traces")

local runtimes = {}

runtimes.INSTALL = "pipx install airbyte-cdk"

local stopped = false

-- Pieces of output into lines. Returns take(piece) and finish().
local function line_splitter(sink)
  local rest = ""
  local function take(piece)
    rest = rest .. piece
    local start = 1
    for line, after in rest:gmatch("([^\n]*)\n()") do
      sink(line)
      start = after
    end
    rest = rest:sub(start)
  end
  return take, function()
    if rest ~= "" then
      sink(rest)
    end
  end
end

local function each_line(text, sink)
  for line in text:gmatch("([^\n]*)\n") do
    sink(line)
  end
end

local function native(command, job, sink)
  local failure = require("runtime.failure")
  local limits = require("runtime.scheduler").limits
  local args = job.args
  limits.stop, limits.deadline, limits.cut = nil, nil, nil
  if args.timeout then
    limits.deadline = clock.monotonic() + args.timeout
    limits.timeout = failure.new({ message = ("timed out after %g seconds"):format(args.timeout) })
  end
  local given = {
    manifest = job.connector.manifest,
    doc = job.connector.manifest_doc,
    text = job.connector.manifest_text,
    name = job.connector.path .. "/manifest.yaml",
    folder = job.connector.folder,
    config = job.config,
    config_path = job.config_path,
    catalog = job.catalog,
    state = job.state,
    max_pages = args.max_pages,
    request_timeout = args.request_timeout,
    sealed = args.sealed,
  }
  local status = require("runtime.protocol").run(command, {
    given = given,
    debug = (args.verbose or 0) > 1,
    sink = function(text)
      each_line(text, sink)
    end,
  })
  if limits.deadline and clock.monotonic() >= limits.deadline then
    return nil, limits.timeout.message, "timeout"
  elseif require("host.process").interrupted() then
    return nil, "interrupted", "cancelled"
  end
  return status
end

--- End the run that is going on: nothing more is wanted of it.
function runtimes.stop()
  stopped = true
  local failure = require("runtime.failure")
  require("runtime.scheduler").limits.stop = failure.new({ message = "stopped" })
end

local function write_json(folder, name, value)
  local path = folder .. "/" .. name
  local ok, message,
    code = fs.write(path, json.encode(value) .. "\n", { mode = tonumber("600", 8) })
  if not ok then
    return nil, message, code
  end
  return path
end

local function external_argv(program, command, job, folder)
  local argv = { program, command, "--manifest-path", job.connector.folder .. "/manifest.yaml" }
  local files = { { "--config", "config.json", job.config } }
  if command == "read" then
    files[2] = { "--catalog", "catalog.json", job.catalog }
    files[3] = job.state and { "--state", "state.json", job.state }
  end
  for _, file in ipairs(files) do
    local path, message, code = write_json(folder, file[2], file[3])
    if not path then
      return nil, message, code
    end
    argv[#argv + 1], argv[#argv + 2] = file[1], path
  end
  return argv
end

local function run_external(program, command, job, sink, folder)
  local argv, message, code = external_argv(program, command, job, folder)
  if not argv then
    return nil, message, code
  end
  local take, finish = line_splitter(sink)
  stopped = false
  local result
  result, message, code = require("host.process").run({
    argv = argv,
    timeout = job.args.timeout,
    on_output = function(piece)
      take(piece)
      return not stopped
    end,
  })
  if stopped then
    return 0
  elseif not result then
    return nil, message, code
  end
  finish()
  require("host.term").error(result.stderr)
  return result.status
end

local function external(name, command, job, sink)
  local program = require("util.path").find(name)
  if not program then
    return nil, ("the runtime '%s' is not there; install it with"):format(name), "runtime_missing",
      { hint = runtimes.INSTALL, last_line = runtimes.INSTALL }
  end
  local folder, message, code = fs.temp_directory("revos")
  if not folder then
    return nil, message, code
  end
  local ok, status, problem, kind = pcall(run_external, program, command, job, sink, folder)
  fs.remove_tree(folder)
  if not ok then
    error(status, 0)
  end
  return status, problem, kind
end

--- Run a command of the protocol. With args.sealed the manifest comes from somebody who may not
--- see the files of this machine. Returns the runtime's status, or nil, message, code, details.
---@param command string check discover read spec
---@param job table of cli.job
---@param sink function called with each line
---@return any status, string|nil message, string|nil code, table|nil details
function runtimes.run(command, job, sink)
  local name = job.args.runtime or "native"
  if name == "native" then
    return native(command, job, sink)
  end
  for _, option in ipairs({ "max_pages", "request_timeout" }) do
    if job.args[option] then
      return nil, ("--%s needs the native runtime"):format(option:gsub("_", "-")), "usage"
    end
  end
  return external(name, command, job, sink)
end

--- Whether the runtime can be had; checked before files are read.
---@param name string|nil native, a name or a path
---@return true|nil ok, string|nil message, string|nil code, table|nil details
function runtimes.available(name)
  if name == "native" or name == nil or require("util.path").find(name) then
    return true
  end
  return nil, ("the runtime '%s' is not there; this installs it:"):format(name), "runtime_missing",
    { last_line = runtimes.INSTALL }
end

--- The messages of a command that gives few: a list of decoded lines by type.
---@param command string check discover spec
---@param job table of cli.job
---@param watch function|nil called with each message as it comes, and its line
---@return table|nil messages { type = { message, ... } }, string|nil message, string|nil code
---@return table|nil details
function runtimes.collect(command, job, watch)
  local found = {}
  local status, message, code, details = runtimes.run(command, job, function(line)
    local value = line:sub(1, 1) == "{" and json.decode(line)
    if json.is_object(value) and type(value.type) == "string" then
      found[value.type] = found[value.type] or {}
      table.insert(found[value.type], value)
      if watch then
        watch(value, line)
      end
    end
  end)
  if not status then
    return nil, message, code, details
  end
  found.status = status
  return found
end

--- The CATALOG message of a connector.
---@param job table of cli.job
---@return table|nil message { type, catalog }, string|nil message with the connector's name
---@return string|nil code, table|nil details
function runtimes.discover(job)
  local found, message, code, details = runtimes.collect("discover", job)
  if not found then
    return nil, message, code, details
  elseif not found.CATALOG then
    return runtimes.failure(job, found)
  end
  return found.CATALOG[1]
end

--- Why a run failed, of what `collect` gave. @return string message, string code
---@param found table of `collect`
function runtimes.problem(found)
  return traces.problem(found.TRACE)
end

--- Whether a line of the log tells of a wait: whoever watches wonders what goes on.
---@param text string
---@return boolean
function runtimes.is_wait(text)
  return text:find("^Caught retryable error .* then retrying%.%.%.$") ~= nil
    or text:find("^UserDefinedBackoffException: .* Retrying in %S+ seconds%.$") ~= nil
end

--- What a check says.
---@param found table of `collect`
---@return string status SUCCEEDED or FAILED
---@return string|nil message why it failed, where a reason was given
---@return string|nil code where the check came to no end
function runtimes.verdict(found)
  local told = found.CONNECTION_STATUS and found.CONNECTION_STATUS[1].connectionStatus
  if told then
    local reason = type(told.message) == "string" and traces.unquoted(told.message) or nil
    return told.status, reason
  end
  return "FAILED", runtimes.problem(found)
end

--- Why a command over a connector failed, as nil, message, code: with the connector's name
--- unless the reason begins with a place in its files.
---@param job table of cli.job
---@param found table of `collect`
---@param details table|nil
---@return nil, string message, string code, table|nil details
function runtimes.failure(job, found, details)
  local message, code = runtimes.problem(found)
  if message:sub(1, #job.connector.path) ~= job.connector.path then
    message = ("%s: %s"):format(job.connector.slug, message)
  end
  return nil, message, code, details
end

return runtimes
