-- What the source can give: the catalog of discover, with the configuration where it may be read.
local function discover(ctx, workspace, source)
  local sources = require("revos.workspace").source
  local job, message, code, details = sources.job(workspace, source,
    { timeout = ctx.args.timeout }, true)
  if not job then
    return nil, message, code, details
  end
  local found
  found, message, code, details = require("revos.runtime").runtimes.discover(job)
  sources.done(job)
  return found and found.catalog, message, code, details
end

-- Airbyte's own servers know destinations by their ids.
local function destination_of(ctx, session)
  if session.workspace.capabilities.airbyte then
    return ctx.args.destination
  end
  return require("revos.workspace").connection.stored_destination(ctx.args.destination,
    session.root)
end

local function create(ctx, session)
  local connection = require("revos.workspace").connection
  local sources = require("revos.workspace").source
  local workspace = session.workspace
  local ok, message, code = sources.able(workspace, "connections")
  if not ok then
    return nil, message, code
  end
  local wrong = require("revos.text").title.problem(ctx.args.name)
  if wrong then
    return nil, "the name " .. wrong, "usage"
  end
  local destination, details
  destination, message, code, details = destination_of(ctx, session)
  if not destination then
    return nil, message, code, details
  end
  local source
  source, message, code, details = sources.find(workspace, ctx.args.source)
  if not source then
    return nil, message, code, details
  end
  local catalog, streams
  catalog, message, code, details = discover(ctx, workspace, source)
  if not catalog then
    return nil, message, code, details
  end
  streams, message, code, details = connection.choose(catalog, ctx.args.stream)
  if not streams then
    return nil, message, code, details
  end
  local made
  made, message, code, details = workspace:create_connection({ name = ctx.args.name,
    source_id = source.id, destination = destination, streams = streams,
    token = require("host.hash").uuid() })
  if made then
    made.source_name = source.name
  end
  return made, message, code, details
end

local function show(ctx, session, made)
  local json = require("host.json")
  if ctx.args.json then
    ctx.out:json(json.new_object({ { "workspace", session.workspace.name }, { "id", made.id },
      { "name", made.name }, { "source", made.source_name }, { "destination", made.destination },
      { "streams", made.streams } }))
    return true
  end
  ctx.out:line("+ %s  created: %s to %s (workspace %s)", made.name, made.source_name,
    made.destination, session.workspace.name)
  local rows = {}
  for i, stream in ipairs(made.streams) do
    rows[i] = { "  " .. stream.name, stream.syncMode }
  end
  ctx.out:table(rows)
  ctx:note("next: revos sync %s%s", made.name,
    require("revos.workspace").target.option(session.workspace))
  return true
end

return {
  summary = "Create a connection: streams of a source, and where their records go",
  arguments = { { name = "name", doc = "the connection's name" } },
  options = {
    { name = "source", value = "NAME", required = true, doc = "the source's name or id" },
    { name = "destination", value = "DESTINATION", required = true,
      doc = "jsonl:DIR (a file a stream) or sqlite:FILE (a table a stream); of Airbyte itself the"
        .. " id of a destination" },
    { name = "stream", value = "STREAM[:MODE]", many = true,
      doc = "a stream, all by default; overwrite, append, incremental or append_dedup,"
        .. " the best it can do by default" },
    { name = "timeout", type = "number", value = "SECONDS", min = 0, doc = "limit of discovery" },
  },
  examples = { "revos connections create orders --source shop --destination jsonl:data",
    "revos connections create orders --source shop --destination sqlite:shop.db"
      .. " --stream orders:append_dedup --stream shops:overwrite" },
  run = function(ctx)
    local session <close>, message, code, details = require("revos.workspace").session.begin(ctx,
      { writes = "connections create" })
    if not session then
      return nil, message, code, details
    end
    local made
    made, message, code, details = create(ctx, session)
    if not made then
      return nil, message, code, details
    end
    return show(ctx, session, made)
  end,
}
