--- Workspaces: where connectors are registered. One interface, several drivers.
---
--- A workspace is {name, driver, address, default, capabilities, adopts_ids} with
---   list() -> {{id, name, version, sha256[, manifest, components]}, …}
---   get(id) -> definition          create{name, manifest, components, token, id} -> definition
---   update(id, {name, manifest, components}, seen) -> definition
---   delete(id) -> true             sources_of(id) -> {{id, name}, …}
---   versions(id) -> list           rollback(id, version) -> definition
---   find_token(token) -> definition|nil, when `remembers_tokens`
---   ping() -> true                 close()
--- Every one returns nil, message, code when it fails.
local store = require("workspace.store")

local workspace = {}

--- The project's default workspace.
---@param project table
---@return string
function workspace.default(project)
  local name = project.spec.workspace
  return type(name) == "string" and name or "local"
end

local function open_local(project, name)
  return require("workspace.drivers.sqlite").open({ name = name,
    path = store.path(project.root, "workspace.db"),
    adopts_ids = true, lazy = true })
end

local function open_file(project, name, declaration)
  local path = declaration.path
  if type(path) ~= "string" or path == "" then
    return nil, ("revos.yaml: workspace %s: a sqlite workspace needs a path"):format(name),
      "invalid"
  end
  if path:sub(1, 1) ~= "/" then
    path = project.root .. "/" .. path
  end
  return require("workspace.drivers.sqlite").open({ name = name, path = path,
    workspace_id = declaration.workspaceId, lazy = true })
end

local function open_declared(project, name, declaration)
  if declaration.driver == "http" then
    return require("workspace.drivers.http").open(name, declaration, project.root)
  elseif declaration.driver == "local" or (name == "local" and declaration.path == nil) then
    return open_local(project, name)
  end
  return open_file(project, name, declaration)
end

--- Opens a workspace of a project.
---@param project table of project.project
---@param asked string|nil its name; the one chosen for the project when left out
---@return table|nil workspace
---@return string|nil message
---@return string|nil code
---@return table|nil details
function workspace.open(project, asked)
  local name = asked or project.workspace
  local declaration = project.workspaces[name]
  if not declaration then
    return nil, ("revos.yaml: there is no workspace '%s'"):format(name), "not_found",
      { hint = "workspaces: " .. table.concat(project.workspace_names, ", ") }
  end
  local opened, message, code, details = open_declared(project, name, declaration)
  if not opened then
    return nil, message, code, details
  end
  opened.default = workspace.default(project)
  return opened
end

return workspace
