--- The ids in connector.yaml. The id in the project's default workspace is metadata.id (with
--- metadata.workspace beside it when that is not `local`), ids in others are
--- metadata.ids.<workspace>. Only that one line of the file is touched.
local json = require("host.json")
local edit = require("util.later")("util.yaml.edit")

local write_back = {}

local function metadata_of(document)
  local metadata = json.is_object(document) and document.metadata
  return json.is_object(metadata) and metadata or json.new_object()
end

local function owner_of(metadata)
  return type(metadata.workspace) == "string" and metadata.workspace or "local"
end

local function text_of(id)
  return type(id) == "string" and id ~= "" and id or nil
end

--- The recorded id of a connector in a workspace.
---@param document table connector.yaml
---@param workspace string
---@param default string|nil the project's default workspace, for the note
---@return string|nil id
---@return string|nil note why a recorded id is not used
function write_back.id(document, workspace, default)
  local metadata = metadata_of(document)
  local id, owner = text_of(metadata.id), owner_of(metadata)
  if id and owner == workspace then
    return id
  end
  local ids = json.is_object(metadata.ids) and metadata.ids
  if ids and text_of(ids[workspace]) then
    return ids[workspace]
  end
  if id and workspace == default then
    return nil, ("metadata.id belongs to workspace %s and is not used in %s"):format(owner,
      workspace)
  end
  return nil
end

local function goes_to_id(metadata, workspace, default)
  if text_of(metadata.id) then
    return owner_of(metadata) == workspace
  end
  local ids = json.is_object(metadata.ids) and metadata.ids
  return workspace == default and not (ids and ids[workspace] ~= nil)
end

--- The text of connector.yaml with the id recorded.
---@param text string
---@param document table the same, decoded
---@param workspace string
---@param default string the project's default workspace
---@param id string
---@return string|nil text
---@return boolean|string
---@return string|nil code
function write_back.set(text, document, workspace, default, id)
  local metadata = metadata_of(document)
  if not goes_to_id(metadata, workspace, default) then
    return edit.set(text, { "metadata", "ids", workspace }, id, metadata.id ~= nil and "id"
      or "name")
  end
  local result, message, code = edit.set(text, { "metadata", "id" }, id, "name")
  if result and owner_of(metadata) ~= workspace then
    result, message, code = edit.set(result, { "metadata", "workspace" }, workspace, "id")
  elseif result and metadata.workspace ~= nil and workspace == "local"
    and owner_of(metadata) ~= "local" then
    result, message, code = edit.set(result, { "metadata", "workspace" }, nil)
  end
  return result, message, code
end

--- The text of connector.yaml without the id of a workspace.
---@param text string
---@param document table of host.yaml
---@param workspace string its name
---@return string|nil text, string|boolean|nil message, string|nil code
function write_back.clear(text, document, workspace)
  local metadata = metadata_of(document)
  if text_of(metadata.id) and owner_of(metadata) == workspace then
    local result, message, code = edit.set(text, { "metadata", "id" }, nil)
    if result and metadata.workspace ~= nil then
      result, message, code = edit.set(result, { "metadata", "workspace" }, nil)
    end
    return result, message, code
  end
  local ids = json.is_object(metadata.ids) and metadata.ids
  if not ids or ids[workspace] == nil then
    return text, false
  end
  local path = { "metadata", "ids", workspace }
  if json.size(ids) == 1 then
    path = { "metadata", "ids" }
  end
  return edit.set(text, path, nil)
end

return write_back
