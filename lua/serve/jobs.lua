--- /jobs: syncs and checks that the server runs for its clients, in the shape of Airbyte's jobs.
--- Beyond it, `result` is what became of one, and a check is a job of a source.
local connection_rules = require("workspace.connection")
local answer = require("serve.answer")
local fields = require("serve.fields")
local json = require("host.json")
local page = require("serve.page")
local problem = require("serve.problem")
local store = require("serve.job_store")
local time = require("util.time")

local jobs = {}

local USUAL = 20 -- items of a page, as on Airbyte's own servers

-- ISO 8601, of seconds.
local function duration(seconds)
  return ("PT%dS"):format(math.max(0, seconds))
end

local function text_of(ctx, row)
  local records = ctx.app.jobs:records(row.id) or row.records
  local members = json.new_object({
    { "jobId", row.id },
    { "status", row.status },
    { "jobType", row.kind },
    { "startTime", time.rfc3339(row.created_at) },
    { "connectionId", row.connection_id },
    { "sourceId", row.source_id },
    { "lastUpdatedAt", time.rfc3339(row.updated_at) },
    { "duration", duration(row.updated_at - row.created_at) },
    { "rowsSynced", records },
  })
  if type(row.result) == "string" then
    members.result = json.decode(row.result)
  end
  return json.encode(members)
end

local function find(ctx)
  local id = ctx.params.id
  local number = id:find("^%d+$") and #id <= 15 and math.tointeger(tonumber(id))
  return number and store.find(ctx.database, ctx.bearer.workspace_id, number)
    or problem.missing("job", id)
end

--- Syncs, as on Airbyte's own servers; checks when they are asked for.
function jobs.list(ctx)
  local own = require("serve.query").includes_own(ctx)
  local asked = ctx.call:query()
  return page.answer(ctx, own and store.newest(ctx.database, ctx.bearer.workspace_id,
    asked.jobType or "sync", asked.connectionId) or page.slices({}), function(row)
    return text_of(ctx, row)
  end, USUAL)
end

function jobs.get(ctx)
  return answer.text(text_of(ctx, find(ctx)))
end

-- Both answer like a connection or a source that was asked for.
local function known(ctx, kind, id)
  local found, message, code = ctx.workspace[kind](ctx.workspace, id)
  if not found and code == "not_found" then
    problem.missing(kind, id)
  end
  return problem.check(found, message, code)
end

local KINDS = {}

function KINDS.sync(ctx, body)
  local id = fields.required(fields.text(body, "connectionId"), "connectionId")
  local connection = known(ctx, "connection", id)
  problem.check(connection_rules.place_within(connection.destination, ctx.app.jobs.destinations))
  if ctx.app.jobs:works_on(id) or store.is_busy(ctx.database, id) then
    problem.raise(409, ("connection %s: is being synced"):format(connection.name))
  end
  return { kind = "sync", connection_id = id }
end

function KINDS.check(ctx, body)
  local id = fields.required(fields.text(body, "sourceId"), "sourceId")
  known(ctx, "source", id)
  return { kind = "check", source_id = id }
end

local function seconds_of(body)
  local seconds = body.requestTimeout
  if seconds ~= nil and (type(seconds) ~= "number" or seconds <= 0 or seconds > 3600) then
    problem.raise(422, "requestTimeout: a number of seconds is expected")
  end
  return seconds
end

--- Takes a job on; it runs when there is a place.
function jobs.create(ctx)
  local body = ctx.call:object()
  local kind = KINDS[fields.required(fields.text(body, "jobType"), "jobType")]
    or problem.raise(422, "jobType: sync or check is expected")
  local runner = ctx.app.jobs
  if not runner.destinations then
    problem.raise(422, "this server runs no jobs: it was started without --destinations")
  elseif runner:is_full() then
    problem.raise(503, "too many jobs wait already", { headers = { "Retry-After", "10" } })
  end
  local job = kind(ctx, body)
  job.workspace_id, job.who, job.keeper = ctx.bearer.workspace_id, ctx.bearer.who, runner.keeper
  job.request_timeout = seconds_of(body)
  job.id = store.add(ctx.database, job)
  ctx.workspace:note("start " .. job.kind, json.null, "")
  runner:add(job)
  return answer.text(text_of(ctx, store.find(ctx.database, job.workspace_id, job.id)))
end

--- Ends a job before its time. What was committed by then stays.
function jobs.cancel(ctx)
  local row = find(ctx)
  if row.status == "running" and row.keeper ~= ctx.app.jobs.keeper then
    problem.raise(409, ("job %d runs on another server of this database"):format(row.id))
  end
  store.cancel(ctx.database, row.id)
  ctx.app.jobs:cancel(row.id)
  return answer.text(text_of(ctx, find(ctx)))
end

return jobs
