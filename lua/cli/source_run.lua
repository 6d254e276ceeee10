--- Sources and connections at work in this process, which is where their secrets can be opened.
local fs = require("host.fs")
local json = require("host.json")
local runtimes = require("cli.runtimes")
local sources = require("workspace.source")

local source_run = {}

--- Tests the connection of a source.
---@param workspace table
---@param source table
---@param args table limits: timeout, request_timeout; `sealed`: see runtimes.run
---@return string|nil status SUCCEEDED or FAILED
---@return string|nil message why it failed, or why there is no answer
---@return string|nil code
---@return table|nil details
function source_run.check(workspace, source, args)
  local job, message, code, details = sources.job(workspace, source, args)
  if not job then
    return nil, message, code, details
  end
  local found
  found, message, code, details = runtimes.collect("check", job)
  sources.done(job)
  if not found then
    return nil, message, code, details
  end
  return runtimes.verdict(found)
end

-- Opens where the records go.
local function destination_of(workspace, connection, place)
  return require("workspace.sync." .. place.kind).open({ path = place.path,
    connection = connection.id, known = function(id)
      return type(id) == "string" and workspace:connection(id) ~= nil
    end })
end

local function configured_of(job, connection)
  local found, message, code, details = runtimes.discover(job)
  if not found then
    return nil, message, code, details
  end
  return require("workspace.connection").configured(found.catalog, connection.streams)
end

-- Runs the read into the destination. Gives the run, its streams are settled.
local function read(workspace, connection, job, destination, options)
  local run = require("workspace.sync.run").new({
    destination = destination, configured = job.catalog, log = options.log,
    on_config = function(config)
      json.remove(config, require("runtime.source").INJECTED)
      return workspace:update_source(connection.source_id, config)
    end,
  })
  local ok, message, code, details = run:begin()
  if not ok then
    return nil, message, code, details
  end
  job.state = run:state()
  ok, message, code, details = runtimes.run("read", job, function(line)
    run:take(line)
    if options.told then
      options.told(run)
    end
  end)
  run:finish()
  if run.failed then
    return nil, run.failed.message, run.failed.code
  elseif not ok then
    return nil, message, code, details
  end
  return run
end

local function carry(workspace, connection, job, options)
  local message, code, details
  job.catalog, message, code, details = configured_of(job, connection)
  if not job.catalog then
    return nil, ("connection %s: %s"):format(connection.name, message), code, details
  end
  local destination
  destination, message, code, details = destination_of(workspace, connection, options.place)
  if not destination then
    return nil, message, code, details
  end
  local run
  run, message, code, details = read(workspace, connection, job, destination, options)
  destination:close()
  return run, message, code, details
end

-- One sync of a connection at a time.
local function locked(root, connection)
  local folder, message, code = require("workspace.store").folder(root, "syncs")
  if not folder then
    return nil, message, code
  end
  local lock
  lock, message, code = fs.lock(folder .. "/" .. connection.id)
  if not lock and code == "busy" then
    return nil, ("connection %s: is being synced by another process"):format(connection.name),
      "busy", { status = 5 }
  end
  return lock, message, code
end

local function run_locked(workspace, connection, options)
  local source, message, code, details = workspace:source(connection.source_id)
  if not source then
    return nil, message, code, details
  end
  local job
  job, message, code, details = sources.job(workspace, source, options.args)
  if not job then
    return nil, message, code, details
  end
  local run
  run, message, code, details = carry(workspace, connection, job, options)
  sources.done(job)
  local report = require("workspace.sync.report").new(connection, run)
  workspace:note_sync(connection.id, report.status, report.records)
  if not run then
    return nil, message, code, details
  end
  return report
end

--- Runs a connection: reads its source, brings what is new to its destination.
---@param workspace table
---@param connection table
---@param options {root:string, place:{kind:string, path:string}, args:table, log:fun(text:string),
---  told:(fun(run:table))|nil} root: the folder whose .revos holds the locks; `told` hears of
---  every line
---@return table|nil report of workspace.sync.report
---@return string|nil message
---@return string|nil code
---@return table|nil details
function source_run.sync(workspace, connection, options)
  local lock, message, code, details = locked(options.root, connection)
  if not lock then
    return nil, message, code, details
  end
  local report
  report, message, code, details = run_locked(workspace, connection, options)
  lock:close()
  return report, message, code, details
end

return source_run
