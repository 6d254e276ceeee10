local function delete(ctx, session)
  local workspace = session.workspace
  local found, message, code, details = require("revos.workspace").source.find_connection(workspace,
    ctx.args.name)
  if not found then
    return nil, message, code, details
  elseif not ctx:confirm(("Delete the connection %s (%s) from workspace %s?"):format(found.name,
    found.id, workspace.name)) then
    return nil, "nothing was deleted", "cancelled"
  end
  local ok
  ok, message, code = workspace:delete_connection(found.id)
  if not ok and code ~= "not_found" then
    return nil, message, code
  end
  return found
end

return {
  summary = "Delete a connection; what it has written stays",
  arguments = { { name = "name", doc = "the connection's name or id" } },
  examples = { "revos connections delete orders" },
  run = function(ctx)
    local session <close>, message, code, details = require("revos.workspace").session.begin(ctx,
      { writes = "connections delete" })
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
