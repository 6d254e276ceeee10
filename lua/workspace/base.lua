--- What was last applied or pulled, kept under .revos/base as the base of three-way
--- comparisons: one document a workspace and id.
local fs = require("host.fs")
local json = require("host.json")
local store = require("workspace.store")

local base = {}

local function path(root, workspace, id)
  return store.path(root, "base", store.part(workspace), store.part(id) .. ".json")
end

--- The definition that file and workspace last agreed on, or nil.
---@param root string the project's folder
---@param workspace string its name
---@param id string
---@return {name:string, manifest:any, components:string|nil}|nil
function base.read(root, workspace, id)
  return store.read(path(root, workspace, id))
end

--- Records that the two agree.
---@param root string the project's folder
---@param workspace string its name
---@param definition table
---@return boolean|nil ok
---@return string|nil message
---@return string|nil code
function base.write(root, workspace, definition)
  local folder, message, code = store.folder(root, "base", store.part(workspace))
  if not folder then
    return nil, message, code
  end
  return store.write(path(root, workspace, definition.id), json.new_object({
    { "name", definition.name },
    { "version", definition.version },
    { "manifest", definition.manifest },
    { "components", definition.components },
  }))
end

--- Forgets an id.
---@param root string the project's folder
---@param workspace string its name
---@param id string
---@return boolean|nil ok, string|nil message, string|nil code
function base.remove(root, workspace, id)
  if fs.exists(path(root, workspace, id)) then
    return fs.remove(path(root, workspace, id))
  end
  return true
end

return base
