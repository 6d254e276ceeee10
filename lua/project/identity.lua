--- Which recorded id of a connector belongs to which workspace.
local identity = {}

--- The id of a loaded connector in a workspace, or nil.
---@param connector table of project.connector
---@param workspace string
---@return string|nil
function identity.id_in(connector, workspace)
  if connector.id and connector.home == workspace then
    return connector.id
  end
  return connector.ids[workspace]
end

return identity
