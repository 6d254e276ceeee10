--- Whether a template has gone on since it made a connector.
local annotate = require("scaffold.annotate")
local fs = require("host.fs")

local newer = {}

-- The version of a template as it is now; false when it cannot be told.
local function version_now(name, root)
  local entry = require("scaffold.template").load(name, root)
  return entry and tostring(entry.declared.version or "1") or false
end

local function is_newer(now, recorded)
  local a, b = tonumber(now), tonumber(recorded)
  if a and b then
    return a > b
  end
  return now ~= recorded
end

--- Connectors whose template has a newer version than the one that made them.
---@param root string the project's folder
---@param items table[] { slug, path, folder }
---@return table<string, { template: string, version: string, recorded: string }> by slug
function newer.find(root, items)
  local found, versions = {}, {}
  for _, item in ipairs(items) do
    local recorded = annotate.read(fs.read(item.folder .. "/connector.yaml") or "")
    local name = recorded and recorded.template
    if name and versions[name] == nil then
      versions[name] = version_now(name, root)
    end
    if name and versions[name] and is_newer(versions[name], recorded.version) then
      found[item.slug] = { template = name, version = versions[name], recorded = recorded.version }
    end
  end
  return found
end

return newer
