--- Two workspaces side by side: what would have to happen to the second so that the project's
--- connectors are there as they are in the first.
local changes = require("workspace.changes")
local difference = require("workspace.difference")
local write_back = require("workspace.write_back")

local against = {}

-- The definition of a connector in a workspace; nil without a message when it is not there.
local function definition_in(workspace, connector)
  local id = write_back.id(connector.document, workspace.name, workspace.default)
  if not id then
    return nil
  end
  local found, message, code = workspace:get(id)
  if not found and code ~= "not_found" then
    return nil, message, code
  end
  return found
end

local function action_of(from, to)
  if not from then
    return "create"
  elseif not to then
    return "missing"
  elseif from.sha256 ~= to.sha256 then
    return "update"
  end
  return from.name ~= to.name and "rename" or "none"
end

--- Compares one connector.
---@param first table the workspace that is right, open
---@param second table the workspace that is compared with it, open
---@param connector table of workspace.definition
---@return table|nil change {path, slug, name, action, differences}; action is create, update,
---  rename, none, or missing: only the second has it. nil when neither has it, or with a message
---@return string|nil message
---@return string|nil code
function against.change(first, second, connector)
  local to, message, code = definition_in(first, connector)
  if message then
    return nil, message, code
  end
  local from
  from, message, code = definition_in(second, connector)
  if message or not from and not to then
    return nil, message, code
  end
  return {
    path = connector.path,
    slug = connector.slug,
    name = (to or from).name,
    action = action_of(from, to),
    differences = changes.hide(difference.definitions(from or {}, to or {}), connector),
  }
end

return against
