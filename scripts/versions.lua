local function list(workspace, slug, id)
  local json = require("host.json")
  local versions, message, code = workspace:versions(id)
  if not versions then
    return nil, message, code
  end
  local rows = json.new_array()
  for i, one in ipairs(versions) do
    rows[i] = json.new_object({ { "version", one.version },
      { "createdAt", one.created_at or json.null },
      { "active", one.active }, { "sha256", one.sha256 or json.null } })
  end
  return json.new_object({ { "slug", slug }, { "id", id }, { "versions", rows } })
end

local function show(ctx, document)
  local rows = {}
  for i, row in ipairs(document.versions) do
    rows[i] = { tostring(row.version), tostring(row.createdAt), row.active and "active" or "",
      type(row.sha256) == "string" and row.sha256:sub(1, 12) or "" }
  end
  ctx.out:table(rows, { "version", "created", "active", "sha256" })
end

return {
  summary = "List the versions of a connector that the workspace keeps",
  arguments = { { name = "name", complete = "connectors",
    doc = "the connector's slug or folder" } },
  examples = { "revos versions my-source" },
  run = function(ctx)
    local session <close>, message, code, details = require("revos.workspace").session.one(ctx,
      ctx.args.name)
    if not session then
      return nil, message, code, details
    end
    local document
    document, message, code = list(session.workspace, session.selected[1].slug, session.id)
    if not document then
      return nil, message, code
    elseif ctx.args.json then
      ctx.out:json(document)
    else
      show(ctx, document)
    end
    return true
  end,
}
