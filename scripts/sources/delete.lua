-- Connections go with their source, so they are shown first.
local function dependants(ctx, workspace, source)
  if not workspace.capabilities.connections then
    return true
  end
  local connections, message, code = workspace:connections_of(source.id)
  if not connections then
    return nil, message, code
  elseif connections[1] and not ctx.args.force then
    return nil, ("source %s: connections read from it: %s"):format(source.name,
      require("revos.workspace").source.names(connections)), "conflict",
      { hint = "delete them first, or --force deletes them along" }
  end
  return true
end

local function delete(ctx, session)
  local workspace = session.workspace
  local source, message, code, details = require("revos.workspace").source.find(workspace,
    ctx.args.name)
  if not source then
    return nil, message, code, details
  end
  local ok
  ok, message, code, details = dependants(ctx, workspace, source)
  if not ok then
    return nil, message, code, details
  elseif not ctx:confirm(("Delete the source %s (%s) from workspace %s?"):format(source.name,
    source.id, workspace.name)) then
    return nil, "nothing was deleted", "cancelled"
  end
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
    local session, message, code, details = require("revos.workspace").session.begin(ctx,
      { writes = "sources delete" })
    if not session then
      return nil, message, code, details
    end
    local deleted
    deleted, message, code, details = session:carry(ctx, delete)
    if not deleted then
      return nil, message, code, details
    end
    return require("revos.workspace").source.tell_deleted(ctx, session.workspace, deleted)
  end,
}
