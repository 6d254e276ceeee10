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
    local session, message, code, details = require("revos.workspace").session.begin(ctx,
      { writes = "connections delete" })
    if not session then
      return nil, message, code, details
    end
    local result = table.pack(pcall(delete, ctx, session))
    session:finish()
    if not result[1] then
      error(result[2], 0)
    elseif not result[2] then
      return table.unpack(result, 2, result.n)
    elseif ctx.args.json then
      ctx.out:json({ workspace = session.workspace.name, id = result[2].id, name = result[2].name,
        deleted = true })
    else
      ctx.out:line("- %s  deleted (workspace %s)", result[2].name, session.workspace.name)
    end
    return true
  end,
}
