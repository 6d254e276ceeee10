local function shown(one)
  local json = require("host.json")
  local last = one.last_sync
  return json.new_object({
    { "id", one.id },
    { "name", one.name },
    { "source", one.source_name or json.null },
    { "sourceId", one.source_id },
    { "destination", one.destination or json.null },
    { "streams", one.streams },
    { "createdAt", one.created_at or json.null },
    { "lastSync", last and json.new_object({ { "at", last.at }, { "status", last.status },
      { "records", last.records } }) or json.null },
  })
end

local function show(ctx, workspace, list)
  local json = require("host.json")
  local documents, rows = json.new_array(), {}
  for i, one in ipairs(list) do
    documents[i] = shown(one)
    local last = one.last_sync
    rows[i] = { one.name, one.source_name or one.source_id, one.destination or "-",
      tostring(#one.streams), last and ("%s %s"):format(last.at, last.status) or "never" }
  end
  if ctx.args.json then
    ctx.out:json(json.new_object({ { "workspace", workspace.name },
      { "connections", documents } }))
  elseif rows[1] then
    ctx.out:table(rows, { "name", "source", "destination", "streams", "last sync" })
  else
    ctx:note("workspace %s has no connections", workspace.name)
  end
  return true
end

return {
  summary = "List the connections of the workspace",
  examples = { "revos connections list", "revos connections list --json" },
  run = function(ctx)
    local workspace = ctx.workspace
    local ok, message, code = require("revos.workspace").source.able(workspace, "connections")
    local list
    if ok then
      list, message, code = workspace:connections()
    end
    workspace:close()
    if not list then
      return nil, message, code
    end
    return show(ctx, workspace, list)
  end,
}
