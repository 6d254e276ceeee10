--- Versions of a connector in SQLite: every body that it ever had. Methods of the driver in
--- sqlite.lua.
local json = require("host.json")

local versions = {}

local function text_or_nil(item)
  return item ~= json.null and item or nil
end

--- Every kept version, newest first.
---@return {version:integer, created_at:string, active:boolean, sha256:string}[]|nil
function versions:versions(id)
  local now, message, code = self:get(id)
  if not now then
    return nil, message, code
  end
  local rows
  rows, message, code = self.db:query([[
SELECT version, created_at, sha256 FROM connector_version
WHERE connector_id = ? ORDER BY version DESC]], id)
  for _, row in ipairs(rows or {}) do
    row.active = row.version == now.version
  end
  return rows, message, code
end

--- A connector as it was at a version.
---@param id string
---@param version integer|nil the active one when left out
---@return table|nil definition
---@return string|nil message
---@return string|nil code
function versions:version(id, version)
  local now, message, code = self:get(id)
  if not now or not version or version == now.version then
    return now, message, code
  end
  local rows
  rows, message, code = self.db:query([[
SELECT manifest, components, sha256 FROM connector_version
WHERE connector_id = ? AND version = ?]], id, version)
  if not rows then
    return nil, message, code
  elseif not rows[1] then
    return nil, ("workspace %s: connector %s has no version %d"):format(self.name, id, version),
      "not_found"
  end
  return { id = id, name = now.name, version = version, sha256 = rows[1].sha256,
    manifest = json.decode(rows[1].manifest), components = text_or_nil(rows[1].components) }
end

--- Makes the body of an old version the newest one.
---@return table|nil definition
function versions:rollback(id, version)
  local now, message, code = self:get(id)
  if not now then
    return nil, message, code
  end
  local old
  old, message, code = self:version(id, version)
  if not old then
    return nil, message, code
  end
  return self:update(id, { manifest = old.manifest, components = old.components }, now)
end

return versions
