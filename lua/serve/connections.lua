--- /connections: streams of a source and where their records go. There are no destinations to
--- register here: `destination`, or `destinationId`, is jsonl:DIR or sqlite:FILE.
local answer = require("serve.answer")
local connection_rules = require("workspace.connection")
local fields = require("serve.fields")
local json = require("host.json")
local page = require("serve.page")
local problem = require("serve.problem")
local time = require("util.time")

local connections = {}

local USUAL = 20 -- items of a page, as on Airbyte's own servers
local DEFAULT_MODE = "full_refresh_overwrite"

local function last_sync_of(connection)
  local last = connection.last_sync
  return last and json.new_object({ { "at", last.at }, { "status", last.status },
    { "records", last.records } }) or json.null
end

local function text_of(ctx, connection)
  return json.encode(json.new_object({
    { "connectionId", connection.id },
    { "name", connection.name },
    { "sourceId", connection.source_id },
    { "destinationId", connection.destination },
    { "destination", connection.destination },
    { "workspaceId", ctx.bearer.workspace_id },
    { "status", "active" },
    { "schedule", json.new_object({ { "scheduleType", "manual" } }) },
    { "configurations", json.new_object({ { "streams", connection.streams } }) },
    { "createdAt", time.from_rfc3339(connection.created_at) or 0 },
    { "tags", json.new_array() },
    { "sourceName", connection.source_name },
    { "lastSync", last_sync_of(connection) },
  }))
end

local function find(ctx)
  local connection, message, code = ctx.workspace:connection(ctx.params.id)
  if not connection and code == "not_found" then
    problem.missing("connection", ctx.params.id)
  end
  return problem.check(connection, message, code)
end

function connections.list(ctx)
  local list = require("serve.query").includes_own(ctx)
    and problem.check(ctx.workspace:connections()) or {}
  return page.answer(ctx, page.slices(list), function(connection)
    return text_of(ctx, connection)
  end, USUAL)
end

function connections.get(ctx)
  return answer.text(text_of(ctx, find(ctx)))
end

local function destination_of(ctx, body)
  local text = fields.text(body, "destination") or fields.text(body, "destinationId")
  if not text then
    return nil
  end
  local found = connection_rules.destination(text)
  if not found then
    problem.raise(422, "destination: jsonl:DIR or sqlite:FILE is expected")
  elseif ("/" .. found.path .. "/"):find("/../", 1, true) then
    problem.raise(422, "destination: a path without '..' is expected")
  elseif ctx.app.jobs.destinations then
    problem.check(connection_rules.place_within(text, ctx.app.jobs.destinations))
  end
  return text
end

local function stream_of(item, at)
  local where = ("configurations.streams[%d]"):format(at - 1)
  if not json.is_object(item) then
    problem.raise(422, where .. ": a JSON object is expected")
  elseif type(item.name) ~= "string" or item.name == "" then
    problem.raise(422, where .. ".name: the name of a stream is expected")
  end
  local mode = item.syncMode == nil and DEFAULT_MODE or item.syncMode
  if not connection_rules.MODES[mode] then
    problem.raise(422, where .. ".syncMode: is no sync mode that this server knows")
  end
  return json.new_object({ { "name", item.name }, { "syncMode", mode } })
end

local function streams_of(body)
  local configurations = fields.object(body, "configurations")
  local given = configurations and configurations.streams
  if given == nil then
    return nil
  elseif not json.is_array(given) or #given == 0 then
    problem.raise(422, "configurations.streams: a list of streams is expected")
  end
  local streams = json.new_array()
  for i, item in ipairs(given) do
    streams[i] = stream_of(item, i)
  end
  return streams
end

-- Streams that only running the connector could tell are taken as they are.
local function check_streams(ctx, source_id, streams)
  local source, message, code = ctx.workspace:source(source_id)
  if not source and code == "not_found" then
    problem.missing("source", source_id)
  end
  problem.check(source, message, code)
  local manifest = problem.check(ctx.workspace:version(source.definition_id,
    source.version)).manifest
  if manifest.dynamic_streams ~= nil or not json.is_array(manifest.streams) then
    return
  end
  local known = {}
  for _, stream in ipairs(manifest.streams) do
    if not json.is_object(stream) or type(stream.name) ~= "string" then
      return
    end
    known[stream.name] = true
  end
  for i, stream in ipairs(streams) do
    if not known[stream.name] then
      problem.raise(422, ("configurations.streams[%d].name: the source has no stream '%s'"):format(
        i - 1, stream.name))
    end
  end
end

function connections.create(ctx)
  local body = ctx.call:object()
  local new = {
    source_id = fields.required(fields.text(body, "sourceId"), "sourceId"),
    destination = fields.required(destination_of(ctx, body), "destination"),
    streams = fields.required(streams_of(body), "configurations.streams"),
  }
  new.name = fields.name(body) or "connection " .. require("host.hash").uuid()
  check_streams(ctx, new.source_id, new.streams)
  return answer.text(text_of(ctx, problem.check(ctx.workspace:create_connection(new))))
end

--- Changes what is named.
function connections.patch(ctx)
  local body, now = ctx.call:object(), find(ctx)
  local streams = streams_of(body) or now.streams
  check_streams(ctx, now.source_id, streams)
  local name = fields.name(body) or now.name
  local rows, message, code = ctx.database.db:run(
    "UPDATE connection SET name = ?, destination = ?, streams = ? WHERE id = ?", name,
    destination_of(ctx, body) or now.destination, json.encode(streams), now.id)
  if not rows and code == "conflict" then
    problem.raise(409, ("there is a connection '%s' already"):format(name))
  end
  problem.check(rows, message, code)
  ctx.workspace:note("update connection", json.null, "")
  return answer.text(text_of(ctx, find(ctx)))
end

function connections.delete(ctx)
  problem.check(ctx.workspace:delete_connection(find(ctx).id))
  return answer.nothing()
end

return connections
