--- What a policy sees of a connector: never secrets.
local connector = require("project.connector")
local fs = require("host.fs")
local json = require("host.json")

local input = {}

local function names_below(folder, prefix, list)
  local names = fs.list(folder) or {}
  table.sort(names)
  for _, name in ipairs(names) do
    local path = prefix .. name
    if fs.kind(folder .. "/" .. name) ~= "directory" then
      list[#list + 1] = path
    elseif path ~= "secrets" and not name:find("^%.") then
      names_below(folder .. "/" .. name, path .. "/", list)
    end
  end
  return list
end

local function read(root, item, name)
  local file = item.path .. "/" .. name
  local found = connector.read_yaml(root, item.folder .. "/" .. name, file)
  if not found or not json.is_object(found.value) then
    return nil
  end
  return { value = found.value, doc = found.doc, file = file }
end

--- The documents with their positions, and the input of a check. nil for a connector whose
--- files cannot be read: lint tells that already.
---@return table|nil documents, table|nil input
function input.of(root, item)
  local documents = {
    connector = read(root, item, "connector.yaml"),
    manifest = read(root, item, "manifest.yaml"),
  }
  if not documents.connector or not documents.manifest then
    return nil
  end
  local text = fs.kind(item.folder .. "/integration_tests/configured_catalog.json")
    and fs.read(item.folder .. "/integration_tests/configured_catalog.json")
  return documents, {
    connector = documents.connector.value,
    manifest = documents.manifest.value,
    catalog = text and json.decode(text) or nil,
    slug = item.slug,
    path = item.path,
    files = names_below(item.folder, "", {}),
  }
end

return input
