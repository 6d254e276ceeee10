--- A workspace in a SQLite file: the local one, or one at a path that a team shares.
--- Every write is one immediate transaction that compares the version it was planned on.
local hash = require("host.hash")
local json = require("host.json")
local process = require("host.process")
local file = require("workspace.drivers.sqlite_file")
local time = require("util.time")
local value = require("util.value")

local driver = {}
driver.__index = driver

-- Versions, sources and connections are the matter of few commands.
local PARTS = {
  ["workspace.drivers.sqlite_versions"] = { "versions", "version", "rollback" },
  ["workspace.drivers.sqlite_sources"] = { "sources", "source", "create_source", "update_source",
    "source_configuration", "delete_source" },
  ["workspace.drivers.sqlite_connections"] = { "connections", "connection", "connections_of",
    "create_connection", "delete_connection", "note_sync" },
}
for module, names in pairs(PARTS) do
  for _, name in ipairs(names) do
    driver[name] = function(...)
      return require(module)[name](...)
    end
  end
end

local CURRENT = [[
SELECT c.id, c.name, c.active_version AS version, v.sha256, v.manifest, v.components, c.deleted_at
FROM connector c JOIN connector_version v
  ON v.connector_id = c.id AND v.version = c.active_version
]]

--- Opens a workspace. With `lazy` a missing file is made by the first create, so that
--- commands that only look leave nothing behind.
---@param options table {name, path, adopts_ids, workspace_id, lazy}
---@return table|nil driver
---@return string|nil message
---@return string|nil code
function driver.open(options)
  local self = setmetatable({
    name = options.name,
    driver = "sqlite",
    address = options.path,
    adopts_ids = options.adopts_ids or false,
    remembers_tokens = true,
    capabilities = { rename = true, components = true, rollback = true, conditional_write = true,
      sources = true, connections = true, secrets = true, check = true, sync = true },
  }, driver)
  return file.attach(self, options)
end

--- Another workspace of the same file, for a server that speaks for many.
---@param workspace_id string one that is there
---@param who string whom versions and the audit name
function driver:within_file(workspace_id, who)
  return setmetatable({ name = workspace_id, driver = "sqlite", address = self.address,
    adopts_ids = false, remembers_tokens = true, capabilities = self.capabilities, db = self.db,
    engine = self.engine, workspace_id = workspace_id, who = who }, driver)
end

local function text_or_nil(item)
  return item ~= json.null and item or nil
end

local function definition(row)
  return {
    id = row.id,
    name = row.name,
    version = row.version,
    sha256 = row.sha256,
    manifest = row.manifest and json.decode(row.manifest) or nil,
    components = text_or_nil(row.components),
  }
end

--- Every registered connector, without manifests.
---@return table[]|nil
function driver:list()
  local rows, message, code = self.db:query([[
SELECT c.id, c.name, c.active_version AS version, v.sha256
FROM connector c JOIN connector_version v
  ON v.connector_id = c.id AND v.version = c.active_version
WHERE c.workspace_id = ? AND c.deleted_at IS NULL ORDER BY c.name, c.id]], self.workspace_id)
  if not rows then
    return nil, message, code
  end
  local list = {}
  for i, row in ipairs(rows) do
    list[i] = definition(row)
  end
  return list
end

local function current(self, where, ...)
  local rows, message, code = self.db:query(CURRENT .. "WHERE c.workspace_id = ? AND " .. where,
    self.workspace_id, ...)
  if not rows then
    return nil, message, code
  end
  return rows[1]
end

--- One connector as it is now.
---@param id string
---@return table|nil definition
---@return string|nil message
---@return string|nil code not_found when it is not there or no longer
function driver:get(id)
  local row, message, code = current(self, "c.id = ?", id)
  if code then
    return nil, message, code
  elseif not row or text_or_nil(row.deleted_at) then
    return nil, ("workspace %s: has no connector %s"):format(self.name, id), "not_found"
  end
  return definition(row)
end

--- Did this id exist here and was deleted?
function driver:was_deleted(id)
  local row = current(self, "c.id = ?", id)
  return row ~= nil and text_or_nil(row.deleted_at) ~= nil
end

--- The connector that a create with this token made, or nil.
function driver:find_token(token)
  local row = current(self, "c.token = ? AND c.deleted_at IS NULL", token)
  return row and definition(row)
end

local function author(self)
  return self.who or process.getenv("USER") or process.getenv("LOGNAME") or "unknown"
end

--- Adds a row to the audit; inside a transaction.
function driver:note(what, id, sha256)
  file.checked(self.db:run([[
INSERT INTO audit (at, who, what, connector_id, sha256, workspace_id) VALUES (?, ?, ?, ?, ?, ?)]],
    time.rfc3339(), author(self), what, id, sha256, self.workspace_id))
end

local function store_version(self, id, version, body)
  local sha256 = value.sha256(body.manifest, body.components)
  local columns = "connector_id, version, manifest, sha256, author, created_at"
  local marks, more = "?, ?, ?, ?, ?, ?", {}
  if body.components then
    columns, marks, more = columns .. ", components", marks .. ", ?", { body.components }
  end
  file.checked(self.db:run(("INSERT INTO connector_version (%s) VALUES (%s)"):format(columns,
    marks),
    id, version, json.encode(body.manifest), sha256, author(self), time.rfc3339(),
    table.unpack(more)))
  return sha256
end

--- Registers a connector as version 1.
---@param new {name:string, manifest:any, components:string|nil, token:string, id:string|nil}
---@return table|nil definition
function driver:create(new)
  local made = self:find_token(new.token)
  if made then
    return made
  end
  local id = new.id or hash.uuid()
  local ok, message, code = file.materialize(self)
  if not ok then
    return nil, message, code
  end
  ok, message, code = file.transaction(self, function()
    local now = time.rfc3339()
    file.checked(self.db:run([[
INSERT INTO connector (id, workspace_id, name, active_version, token, created_at, updated_at)
VALUES (?, ?, ?, 1, ?, ?, ?)]], id, self.workspace_id, new.name, new.token, now, now))
    self:note("create", id, store_version(self, id, 1, new))
    return true
  end)
  if not ok then
    return nil, message, code
  end
  return self:get(id)
end

local function lost(self, id)
  local now = self:get(id)
  if not now then
    return nil, ("workspace %s: connector %s was deleted meanwhile"):format(self.name, id),
      "conflict"
  end
  return nil, ("workspace %s: connector %s was changed meanwhile, now version %d of '%s'"):format(
    self.name, id, now.version, now.name), "conflict"
end

--- Changes name, body or both, when the connector is still what was seen.
---@param id string
---@param change {name:string|nil, manifest:any, components:string|nil}
---@param seen {version:integer, name:string}
---@return table|nil definition
function driver:update(id, change, seen)
  local stale = false
  local ok, message, code = file.transaction(self, function()
    local version = seen.version
    if change.manifest then
      local rows = file.checked(self.db:query([[
SELECT max(version) AS last FROM connector_version WHERE connector_id = ?]], id))
      version = rows[1].last + 1
    end
    local rows = file.checked(self.db:run([[
UPDATE connector SET name = ?, active_version = ?, updated_at = ?
WHERE id = ? AND workspace_id = ? AND active_version = ? AND name = ? AND deleted_at IS NULL]],
      change.name or seen.name, version, time.rfc3339(), id, self.workspace_id, seen.version,
        seen.name))
    if rows == 0 then
      stale = true
      return nil, "", "conflict"
    end
    local sha256 = change.manifest and store_version(self, id, version, change) or nil
    self:note(change.manifest and "update" or "rename", id, sha256 or "")
    return true
  end)
  if stale then
    return lost(self, id)
  elseif not ok then
    return nil, message, code
  end
  return self:get(id)
end

--- Takes a connector out of the workspace.
---@return boolean|nil ok
---@return string|nil message
---@return string|nil code not_found when it is gone already
function driver:delete(id)
  return file.transaction(self, function()
    local now = time.rfc3339()
    local rows = file.checked(self.db:run([[
UPDATE connector SET deleted_at = ?, updated_at = ?
WHERE id = ? AND workspace_id = ? AND deleted_at IS NULL]], now, now, id, self.workspace_id))
    if rows == 0 then
      return nil, ("workspace %s: has no connector %s"):format(self.name, id), "not_found"
    end
    file.checked(self.db:run([[
UPDATE connection SET deleted_at = ? WHERE deleted_at IS NULL
  AND source_id IN (SELECT id FROM source WHERE definition_id = ?)]], now, id))
    file.checked(self.db:run([[
UPDATE source SET deleted_at = ?, sealed = NULL
WHERE definition_id = ? AND deleted_at IS NULL]], now, id))
    self:note("delete", id, "")
    return true
  end)
end

--- The sources that are built on a connector.
---@return {id:string, name:string}[]|nil
function driver:sources_of(id)
  return self.db:query(
    "SELECT id, name FROM source WHERE definition_id = ? AND deleted_at IS NULL ORDER BY name", id)
end

--- Can the workspace be reached?
---@return boolean|nil ok
function driver:ping()
  local rows, message, code = self.db:query("SELECT 1")
  return rows and true, message, code
end

function driver:close()
  self.db:close()
end

return driver
