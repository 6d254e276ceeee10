--- Says which workspace is about to be changed, before it is: on standard error, and for any but
--- the local one, which cannot be mistaken.
local target = {}

--- @param ctx table the command's context
--- @param workspace table an open driver
function target.tell(ctx, workspace)
  if workspace.name == "local" then
    return
  end
  local id = workspace.driver == "http" and (", workspace %s"):format(workspace.workspace_id) or ""
  ctx:note("to workspace %s (%s%s)", workspace.name, workspace.address, id)
end

--- What a proposed command needs to mean the same workspace.
---@param workspace table an open driver
---@return string
function target.option(workspace)
  return workspace.name == workspace.default and "" or " --workspace " .. workspace.name
end

return target
