local TELL = 0.5 -- seconds between two words about the progress

local function say(ctx, value)
  ctx.out:raw(require("host.json").encode(value) .. "\n")
  require("host.term").flush()
end

-- Tells how many records have come, now and then.
local function teller(ctx)
  local clock = require("host.clock")
  local next_time = clock.monotonic() + TELL
  local lines = 0
  return function(run)
    lines = lines + 1
    if lines % 64 ~= 0 or clock.monotonic() < next_time then
      return
    end
    next_time = clock.monotonic() + TELL
    local records = 0
    for _, stream in ipairs(run.order) do
      records = records + stream.records
    end
    say(ctx, { progress = records })
  end
end

-- Of a manifest that nobody has looked at, and of answers from anywhere: libcurl is asked, files
-- are written below `root` and in the job's own folder. The database is open by then. With a
-- components.lua it is another process that reads (runtime.custom.confined), which this one starts.
local function confiner(root)
  return function(job)
    local confinement = require("revos.runtime").confinement
    return confinement.enter({
      reads = confinement.reads(),
      writes = { require("host.process").getenv("TMPDIR"), root },
      moves = true,
      starts_itself = job.temporary ~= nil,
    }, true)
  end
end

local kinds = {}

function kinds.sync(ctx, workspace, request, args)
  local connection, message, code = workspace:connection(request.id)
  if not connection then
    return nil, message, code
  end
  local root = request.destinations .. "/" .. require("revos.workspace").store.part(
    request.workspace)
  local place
  place, message, code = require("revos.workspace").connection.place_within(
    connection.destination, root)
  if not place then
    return nil, message, code
  end
  local ok
  ok, message, code = require("host.fs").mkdir(root, { parents = true })
  if not ok then
    return nil, message, code
  end
  args.confine = confiner(root)
  local report, details
  report, message, code, details = require("revos.runtime").sources.sync(workspace, connection,
    { root = root, place = place, args = args, told = teller(ctx), log = function() end })
  return report and report:object(), message, code, details
end

function kinds.check(_, workspace, request, args)
  local source, message, code = workspace:source(request.id)
  if not source then
    return nil, message, code
  end
  args.confine = confiner()
  local status, details
  status, message, code, details = require("revos.runtime").sources.check(workspace, source, args)
  if not status then
    return nil, message, code, details
  end
  return require("host.json").new_object({ { "status", status }, { "message", message } })
end

local function run(ctx, request)
  local database, message, code = require("revos.server").database.open(request.database)
  if not database then
    return nil, message, code
  end
  local workspace = database:workspace(request.workspace, request.who)
  local result, details
  result, message, code, details = kinds[request.kind](ctx, workspace, request,
    { request_timeout = request.requestTimeout, sealed = true })
  database:close()
  return result, message, code, details
end

return {
  summary = "Run a sync or a check for a server, as its standard input says",
  hidden = true,
  run = function(ctx)
    local json = require("host.json")
    local text, message, code = require("host.term").read_all()
    local request = text and json.decode(text)
    if not json.is_object(request) or not kinds[request.kind] then
      return nil, message or "standard input: no job", code or "usage"
    end
    local result, details
    result, message, code, details = run(ctx, request)
    details = details or {}
    say(ctx, result or { error = json.new_object({ { "message", message }, { "code", code },
      { "hint", details.hint }, { "exitStatus", details.status } }) })
    return true
  end,
}
