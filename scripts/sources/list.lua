local function shown(source, slugs)
  local json = require("host.json")
  return json.new_object({
    { "id", source.id },
    { "name", source.name },
    { "connector", slugs[source.definition_id] or json.null },
    { "connectorName", source.definition_name or json.null },
    { "definitionId", source.definition_id or json.null },
    { "version", source.version or json.null },
    { "pinned", source.pinned or false },
    { "configuration", source.configuration or json.null },
    { "createdAt", source.created_at or json.null },
  })
end

-- The folders of this project by the ids that they have in the workspace.
local function slugs_of(session)
  local write_back, workspace, slugs = require("revos.workspace").write_back, session.workspace, {}
  for _, connector in ipairs(session.connectors) do
    local id = write_back.id(connector.document, workspace.name, workspace.default)
    slugs[id or ""] = connector.slug
  end
  return slugs
end

local function show(ctx, session, list)
  local json = require("host.json")
  local slugs, rows, documents = slugs_of(session), {}, json.new_array()
  for i, source in ipairs(list) do
    documents[i] = shown(source, slugs)
    local version = source.version and tostring(source.version) or "-"
    rows[i] = { source.name, slugs[source.definition_id] or source.definition_name or "-",
      version .. (source.pinned and " (pinned)" or ""), source.id }
  end
  if ctx.args.json then
    ctx.out:json(json.new_object({ { "workspace", session.workspace.name },
      { "sources", documents } }))
  elseif rows[1] then
    ctx.out:table(rows, { "name", "connector", "version", "id" })
  else
    ctx:note("workspace %s has no sources", session.workspace.name)
  end
  return true
end

return {
  summary = "List the sources of the workspace",
  examples = { "revos sources list", "revos sources list --json" },
  run = function(ctx)
    local session <close>, message, code, details = require("revos.workspace").session.begin(ctx,
      {})
    if not session then
      return nil, message, code, details
    end
    local list
    local able
    able, message, code = require("revos.workspace").source.able(session.workspace, "sources")
    if able then
      list, message, code = session.workspace:sources()
    end
    if not list then
      return nil, message, code
    end
    return show(ctx, session, list)
  end,
}
