--- Which folders record an id: more than one is a mistake that nobody can guess right.
local write_back = require("workspace.write_back")

local claims = {}

--- The folders that record each id of a workspace.
---@param connectors table[] every connector of the project, from workspace.definition
---@param workspace table an open workspace, with `default`
---@return table<string, string[]> paths by id
function claims.of(connectors, workspace)
  local folders = {}
  for _, connector in ipairs(connectors) do
    local id = write_back.id(connector.document, workspace.name, workspace.default)
    if id then
      folders[id] = folders[id] or {}
      table.insert(folders[id], connector.path)
    end
  end
  return folders
end

--- Why the id of a connector cannot be used: another folder records it too.
---@param folders table of claims.of
---@param connector table
---@param id string
---@return string|nil message nil when the id is this connector's alone
---@return string|nil code
---@return table|nil details
function claims.problem(folders, connector, id)
  local paths = folders[id] or {}
  if not paths[2] then
    return nil
  end
  local other = paths[1] == connector.path and paths[2] or paths[1]
  return ("%s: the id %s is recorded in %s as well"):format(connector.path, id, other), "conflict",
    { hint = "remove metadata.id from the copy" }
end

return claims
