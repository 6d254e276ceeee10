--- Sources of a workspace in SQLite: a registered connector with a configuration. Methods of the
--- driver in sqlite.lua, which owns the connectors.
local hash = require("host.hash")
local json = require("host.json")
local file = require("workspace.drivers.sqlite_file")
local time = require("util.time")
local vault = require("workspace.vault")

local sources = {}

local COLUMNS = [[
SELECT s.id, s.name, s.definition_id, s.configuration, s.created_at, s.pinned,
  c.name AS definition_name, coalesce(s.pinned, c.active_version) AS version
FROM source s JOIN connector c ON c.id = s.definition_id
WHERE s.workspace_id = ? AND s.deleted_at IS NULL
]]

local function source_of(row)
  return {
    id = row.id,
    name = row.name,
    definition_id = row.definition_id,
    definition_name = row.definition_name,
    version = row.version,
    pinned = row.pinned ~= nil and row.pinned ~= json.null,
    configuration = json.decode(row.configuration),
    created_at = row.created_at,
  }
end

local function missing(self, id)
  return ("workspace %s: has no source %s"):format(self.name, id)
end

--- Every source, its secrets masked.
---@return table[]|nil {id, name, definition_id, definition_name, version, pinned, configuration,
---  created_at}
---@return string|nil message
---@return string|nil code
function sources:sources()
  return file.each(source_of, self.db:query(COLUMNS .. " ORDER BY s.name", self.workspace_id))
end

--- One source, its secrets masked.
---@return table|nil source
---@return string|nil message
---@return string|nil code not_found
function sources:source(id)
  return file.only(missing(self, id), source_of,
    self.db:query(COLUMNS .. " AND s.id = ?", self.workspace_id, id))
end

-- The source that a create with this token made.
local function made_before(self, token)
  local rows = token and self.db:query("SELECT id FROM source WHERE token = ?", token)
  return rows and rows[1] and self:source(rows[1].id) or nil
end

local function owner(self, id)
  return self.workspace_id .. "/" .. id
end

-- What is stored of a configuration: masked text, seal, id of the key.
local function stored_form(self, id, configuration, manifest)
  local spec = json.is_object(manifest.spec) and manifest.spec or {}
  local masked, taken = vault.split(configuration, spec.connection_specification)
  local still = vault.masked(taken)
  if still then
    return nil, ("configuration.%s: is the mask of a secret, not the secret"):format(still),
      "invalid"
  end
  local sealed, key_id, code, details = vault.seal(taken, owner(self, id))
  if not sealed and code then
    return nil, key_id, code, details
  end
  return { configuration = json.encode(masked), sealed = sealed or json.null,
    key_id = sealed and key_id or json.null }
end

local function insert(self, id, new, stored)
  local now = time.rfc3339()
  local done, message, code = self.db:run([[
INSERT INTO source (id, workspace_id, definition_id, name, configuration, sealed, key_id, pinned,
  token, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)]],
    id, self.workspace_id, new.definition_id, new.name, stored.configuration, stored.sealed,
    stored.key_id, new.pinned or json.null, new.token or json.null, now, now)
  if not done and code == "conflict" then
    return nil, ("workspace %s: has a source '%s' already"):format(self.name, new.name), "exists"
  elseif not done then
    return nil, message, code
  end
  self:note("create source", new.definition_id, "")
  return true
end

--- Makes a source. The configuration is held against the spec of the version by the caller.
---@param new {name:string, definition_id:string, configuration:table, pinned:integer|nil,
---  token:string|nil}
---@return table|nil source
---@return string|nil message
---@return string|nil code exists: the name is taken
---@return table|nil details
function sources:create_source(new)
  local made = made_before(self, new.token)
  if made then
    return made
  end
  local definition, message, code = self:version(new.definition_id, new.pinned)
  if not definition then
    return nil, message, code
  end
  local id = hash.uuid()
  local stored, details
  stored, message, code, details = stored_form(self, id, new.configuration, definition.manifest)
  if not stored then
    return nil, message, code, details
  end
  local ok
  ok, message, code = file.transaction(self, function()
    return insert(self, id, new, stored)
  end)
  if not ok then
    return nil, message, code
  end
  return self:source(id)
end

--- The configuration with its secrets: for running a source here, never for showing.
---@return table|nil configuration
---@return string|nil message
---@return string|nil code
---@return table|nil details
function sources:source_configuration(id)
  local rows, message, code = self.db:query([[
SELECT configuration, sealed, key_id FROM source
WHERE id = ? AND workspace_id = ? AND deleted_at IS NULL]], id, self.workspace_id)
  if not rows then
    return nil, message, code
  elseif not rows[1] then
    return nil, missing(self, id), "not_found"
  end
  local row = rows[1]
  local taken, details
  taken, message, code, details = vault.unseal(row.sealed, row.key_id, owner(self, id))
  if not taken then
    return nil, ("source %s: %s"):format(id, message), code, details
  end
  return vault.join(json.decode(row.configuration), taken)
end

--- Replaces a configuration: an API gave a new token, or somebody changed it.
---@param id string
---@param configuration table with its secrets
---@return table|nil source
---@return string|nil message
---@return string|nil code
---@return table|nil details
function sources:update_source(id, configuration)
  local source, message, code = self:source(id)
  if not source then
    return nil, message, code
  end
  local definition, details
  definition, message, code = self:version(source.definition_id, source.version)
  if not definition then
    return nil, message, code
  end
  local stored
  stored, message, code, details = stored_form(self, id, configuration, definition.manifest)
  if not stored then
    return nil, message, code, details
  end
  local rows
  rows, message, code = self.db:run([[
UPDATE source SET configuration = ?, sealed = ?, key_id = ?, updated_at = ? WHERE id = ?]],
    stored.configuration, stored.sealed, stored.key_id, time.rfc3339(), id)
  if not rows then
    return nil, message, code
  end
  return self:source(id)
end

--- Deletes a source and with it the connections that read from it.
---@return boolean|nil ok
---@return string|nil message
---@return string|nil code
function sources:delete_source(id)
  return file.transaction(self, function()
    local now = time.rfc3339()
    local rows = file.checked(self.db:run([[
UPDATE source SET deleted_at = ?, sealed = NULL
WHERE id = ? AND workspace_id = ? AND deleted_at IS NULL]], now, id, self.workspace_id))
    if rows == 0 then
      return nil, missing(self, id), "not_found"
    end
    file.checked(self.db:run(
      "UPDATE connection SET deleted_at = ? WHERE source_id = ? AND deleted_at IS NULL", now, id))
    self:note("delete source", json.null, "")
    return true
  end)
end

return sources
