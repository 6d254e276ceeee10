-- Opens where the records go.
local function destination_of(ctx, workspace, connection)
  local place, message, code, details = require("revos.workspace").connection.place(
    connection.destination, ctx.project.root)
  if not place then
    return nil, message, code, details
  end
  return require("revos.workspace")["to_" .. place.kind].open({ path = place.path,
    connection = connection.id, known = function(id)
      return type(id) == "string" and workspace:connection(id) ~= nil
    end })
end

local function configured_of(job, connection)
  local runtimes = require("revos.runtime").runtimes
  local found, message, code, details = runtimes.collect("discover", job)
  if not found then
    return nil, message, code, details
  elseif not found.CATALOG then
    return nil, runtimes.problem(found)
  end
  local configured = require("revos.workspace").connection.configured
  return configured(found.CATALOG[1].catalog, connection.streams)
end

-- Runs the read into the destination. Gives the run, its streams are settled.
local function read(ctx, workspace, connection, job, destination)
  local run = require("revos.workspace").sync.new({
    destination = destination, configured = job.catalog,
    on_config = function(config)
      require("host.json").remove(config, "__injected_declarative_manifest")
      return workspace:update_source(connection.source_id, config)
    end,
    log = function(text)
      ctx:detail("%s", text)
    end,
  })
  local ok, message, code, details = run:begin()
  if not ok then
    return nil, message, code, details
  end
  job.state = run:state()
  ok, message, code, details = require("revos.runtime").runtimes.run("read", job, function(line)
    run:take(line)
  end)
  run:finish()
  if run.failed then
    return nil, run.failed.message, run.failed.code
  elseif not ok then
    return nil, message, code, details
  end
  return run
end

local function sync(ctx, workspace, connection, job)
  local message, code, details
  job.catalog, message, code, details = configured_of(job, connection)
  if not job.catalog then
    return nil, ("connection %s: %s"):format(connection.name, message), code, details
  end
  local destination
  destination, message, code, details = destination_of(ctx, workspace, connection)
  if not destination then
    return nil, message, code, details
  end
  local run
  run, message, code, details = read(ctx, workspace, connection, job, destination)
  destination:close()
  return run, message, code, details
end

-- One sync of a connection at a time.
local function locked(ctx, connection)
  local store = require("revos.workspace").store
  local folder, message, code = store.folder(ctx.project.root, "syncs")
  if not folder then
    return nil, message, code
  end
  local lock
  lock, message, code = require("host.fs").lock(folder .. "/" .. connection.id)
  if not lock and code == "busy" then
    return nil, ("connection %s: is being synced by another process"):format(connection.name),
      "busy", { status = ctx.exit.CONFLICT }
  end
  return lock, message, code
end

local function begin(ctx, workspace)
  local sources = require("revos.workspace").source
  local connection, message, code, details = sources.find_connection(workspace, ctx.args.name)
  if not connection then
    return nil, message, code, details
  end
  local lock, source, job
  lock, message, code, details = locked(ctx, connection)
  if not lock then
    return nil, message, code, details
  end
  source, message, code = workspace:source(connection.source_id)
  if not source then
    return nil, message, code
  end
  job, message, code, details = sources.job(workspace, source, ctx.args)
  if not job then
    return nil, message, code, details
  end
  local run
  run, message, code, details = sync(ctx, workspace, connection, job)
  sources.done(job)
  local report = require("revos.workspace").sync_report.new(connection, run)
  workspace:note_sync(connection.id, report.status, report.records)
  lock:close()
  if not run then
    return nil, message, code, details
  end
  return report
end

return {
  summary = "Run a connection: read its source, bring what is new to its destination",
  arguments = { { name = "name", doc = "the connection's name or id" } },
  options = {
    { name = "timeout", type = "number", value = "SECONDS", min = 0,
      doc = "limit of the whole command" },
    { name = "request-timeout", type = "number", value = "SECONDS", min = 0,
      doc = "limit of one request" },
  },
  examples = { "revos sync orders", "revos sync orders --json" },
  run = function(ctx)
    local workspace = ctx.workspace
    local report, message, code, details = begin(ctx, workspace)
    workspace:close()
    if not report then
      return nil, message, code, details
    end
    return report:show(ctx, workspace.name)
  end,
}
