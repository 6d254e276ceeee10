-- Connections go with their source, so they are shown first; refused without --force.
local function users_of(ctx, workspace, source)
  if not workspace.capabilities.connections then
    return {}
  end
  local connections, message, code = workspace:connections_of(source.id)
  if not connections then
    return nil, message, code
  elseif connections[1] and not ctx.args.force then
    return nil, ("source %s: connections read from it: %s"):format(source.name,
      require("revos.workspace").source.names(connections)), "conflict",
      { hint = "delete them first, or --force deletes them along" }
  end
  return connections
end

local function question(workspace, source, users)
  return ("Delete the source %s (%s) from workspace %s%s?"):format(source.name, source.id,
    workspace.name, users[1] and " and what reads from it: "
      .. require("revos.workspace").source.names(users) or "")
end

local function delete(ctx, session)
  local workspace = session.workspace
  local source, message, code, details = require("revos.workspace").source.find(workspace,
    ctx.args.name)
  if not source then
    return nil, message, code, details
  end
  local users
  users, message, code, details = users_of(ctx, workspace, source)
  if not users then
    return nil, message, code, details
  elseif not ctx:confirm(question(workspace, source, users), users[1] and source.name) then
    return nil, "nothing was deleted", "cancelled"
  end
  local ok
  ok, message, code = workspace:delete_source(source.id)
  if not ok and code ~= "not_found" then
    return nil, message, code
  end
  return source
end

return {
  summary = "Delete a source and its configuration",
  arguments = { { name = "name", doc = "the source's name or id" } },
  options = { { name = "force", type = "boolean",
    doc = "even when connections read from it; they are deleted along" } },
  examples = { "revos sources delete shop" },
  run = function(ctx)
    local session <close>, message, code, details = require("revos.workspace").session.begin(ctx,
      { writes = "sources delete" })
    if not session then
      return nil, message, code, details
    end
    local deleted
    deleted, message, code, details = delete(ctx, session)
    if not deleted then
      return nil, message, code, details
    end
    return require("revos.workspace").source.tell_deleted(ctx, session.workspace, deleted)
  end,
}
