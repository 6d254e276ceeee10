--- Which recorded id of a connector belongs to which workspace.
local json = require("host.json")

local identity = {}

--- What a connector.yaml records, whether or not all of it is sound.
---@param document any connector.yaml, decoded
---@return { workspace: string, id: string, mapping: table, key: string }[] records `key` of
---  `mapping` is where the id stands
function identity.records(document)
  local metadata = json.member(document, "metadata")
  local found = {}
  local function add(mapping, key, workspace)
    local id = mapping[key]
    if type(id) == "string" and id ~= "" then
      found[#found + 1] = { workspace = workspace, id = id, mapping = mapping, key = key }
    end
  end
  if not json.is_object(metadata) then
    return found
  end
  add(metadata, "id", type(metadata.workspace) == "string" and metadata.workspace or "local")
  for name in pairs(json.is_object(metadata.ids) and metadata.ids or {}) do
    add(metadata.ids, name, name)
  end
  return found
end

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
