-- The sources that would go along; refused without --force.
local function users_of(ctx, session, connector, id)
  local sources, message, code = session.workspace:sources_of(id)
  if not sources and code ~= "not_found" then
    return nil, message, code
  elseif sources and sources[1] and not ctx.args.force then
    return nil, ("%s: sources use it: %s"):format(connector.path,
      require("revos.workspace").source.names(sources)), "conflict",
      { hint = "delete them first, or --force deletes them along" }
  end
  return sources or {}
end

local function unpublish(session, id)
  local ok, message, code = session.workspace:delete(id)
  if not ok and code ~= "not_found" then
    return nil, message, code
  end
  return true
end

local function forget(session, connector, id)
  local workspace = session.workspace
  local text, message, code = require("revos.workspace").write_back.clear(connector.text,
    connector.document, workspace.name)
  local ok = text ~= nil
  if ok then
    ok, message, code = require("revos.workspace").definition.save(connector, text)
  end
  if not ok then
    return nil, ("%s; it is unpublished, but its id stays in the file"):format(message), code,
      { hint = "run the command again when the file can be written" }
  end
  return require("revos.workspace").base.remove(session.root, workspace.name, id)
end

local function purge(connector)
  return require("host.fs").remove_tree(connector.folder)
end

-- The folder takes along what it records of other workspaces.
local function tell_others(ctx, session, connector)
  local identity = require("revos.project").identity
  for _, record in ipairs(ctx.args.purge and identity.records(connector.document) or {}) do
    if record.workspace ~= session.workspace.name then
      ctx:note("%s: stays registered in workspace %s as %s", connector.path, record.workspace,
        record.id)
    end
  end
end

local function question(ctx, session, connector, id, users)
  local parts = {}
  if id then
    parts[1] = ("unpublish %s (%s) from workspace %s"):format(connector.path, id,
      session.workspace.name)
  end
  if users[1] then
    parts[#parts + 1] = ("delete what uses it: %s"):format(
      require("revos.workspace").source.names(users))
  end
  if ctx.args.purge then
    parts[#parts + 1] = ("remove the folder %s"):format(connector.path)
  end
  local text = table.concat(parts, " and ")
  return text:sub(1, 1):upper() .. text:sub(2) .. "?"
end

local function show(ctx, session, connector, id)
  local json = require("host.json")
  local purged = ctx.args.purge or false
  if ctx.args.json then
    ctx.out:json(json.new_object({ { "workspace", session.workspace.name },
      { "path", connector.path }, { "slug", connector.slug }, { "id", id or json.null },
      { "unpublished", id ~= nil }, { "purged", purged } }))
  elseif not id and not purged then
    ctx.out:line("%s: was never applied to workspace %s, nothing to do", connector.path,
      session.workspace.name)
  else
    local what = id and (purged and "unpublished, removed" or "unpublished") or "removed"
    ctx.out:line("- %s  %s (workspace %s)", connector.path, what, session.workspace.name)
  end
  return true
end

local function delete(ctx, session)
  local connector = session.selected[1]
  local write_back = require("revos.workspace").write_back
  local id, note = write_back.id(connector.document, session.workspace.name,
    session.workspace.default)
  if note then
    ctx:note("%s: %s", connector.path, note)
  end
  local users, message, code, details = {}, nil, nil, nil
  if id then
    message, code, details = session:shared(connector, id)
    if message then
      return nil, message, code, details
    end
    users, message, code, details = users_of(ctx, session, connector, id)
  end
  if not users then
    return nil, message, code, details
  end
  tell_others(ctx, session, connector)
  if (id or ctx.args.purge) and not ctx:confirm(question(ctx, session, connector, id, users),
    users[1] and connector.slug) then
    return nil, "nothing was deleted", "cancelled"
  end
  local ok = true
  if id then
    ok, message, code = unpublish(session, id)
    if ok then
      ok, message, code, details = forget(session, connector, id)
    end
  end
  if ok and ctx.args.purge then
    ok, message, code = purge(connector)
  end
  if not ok then
    return nil, message, code, details
  end
  return show(ctx, session, connector, id)
end

return {
  summary = "Unpublish a connector from the workspace, and with --purge remove its folder",
  arguments = { { name = "name", complete = "connectors",
    doc = "the connector's slug or folder" } },
  options = {
    { name = "purge", type = "boolean", doc = "remove the folder as well" },
    { name = "force", type = "boolean", doc = "even when sources use it; they are deleted along" },
  },
  examples = { "revos connectors delete my-source",
    "revos connectors delete my-source --purge --yes" },
  run = function(ctx)
    local item, message, code, details = ctx.project:find(ctx.args.name)
    if not item then
      return nil, message, code, details
    end
    local session <close>, problem, kind, more = require("revos.workspace").session.begin(ctx,
      { paths = { item.slug }, writes = "connectors delete" })
    if not session then
      return nil, problem, kind, more
    end
    return delete(ctx, session)
  end,
}
