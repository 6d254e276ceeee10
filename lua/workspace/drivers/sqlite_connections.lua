--- Connections of a workspace in SQLite: a source, the streams that are wanted of it, and where
--- their records go. Methods of the driver in sqlite.lua.
local hash = require("host.hash")
local json = require("host.json")
local file = require("workspace.drivers.sqlite_file")
local time = require("util.time")

local connections = {}

local COLUMNS = [[
SELECT k.id, k.name, k.source_id, k.destination, k.streams, k.created_at, k.synced_at,
  k.sync_status, k.sync_records, s.name AS source_name
FROM connection k JOIN source s ON s.id = k.source_id
WHERE k.workspace_id = ? AND k.deleted_at IS NULL
]]

local function present(value)
  return value ~= json.null and value or nil
end

local function connection_of(row)
  local synced = present(row.synced_at)
  return {
    id = row.id,
    name = row.name,
    source_id = row.source_id,
    source_name = row.source_name,
    destination = row.destination,
    streams = json.decode(row.streams),
    created_at = row.created_at,
    last_sync = synced and { at = synced, status = row.sync_status, records = row.sync_records },
  }
end

local function missing(self, id)
  return ("workspace %s: has no connection %s"):format(self.name, id)
end

--- Every connection.
---@return table[]|nil {id, name, source_id, source_name, destination, streams, created_at,
---  last_sync}; streams is a list of {name, syncMode}
---@return string|nil message
---@return string|nil code
function connections:connections()
  return file.each(connection_of, self.db:query(COLUMNS .. " ORDER BY k.name", self.workspace_id))
end

--- One connection.
---@return table|nil connection
---@return string|nil message
---@return string|nil code not_found
function connections:connection(id)
  return file.only(missing(self, id), connection_of,
    self.db:query(COLUMNS .. " AND k.id = ?", self.workspace_id, id))
end

--- The connections that read from a source.
---@return {id:string, name:string}[]|nil
function connections:connections_of(source_id)
  return self.db:query([[
SELECT id, name FROM connection WHERE source_id = ? AND deleted_at IS NULL ORDER BY name]],
    source_id)
end

local function insert(self, id, new)
  local done, message, code = self.db:run([[
INSERT INTO connection (id, workspace_id, source_id, name, destination, streams, token, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)]], id, self.workspace_id, new.source_id, new.name,
    new.destination, json.encode(new.streams), new.token or json.null, time.rfc3339())
  if not done and code == "conflict" then
    return nil, ("workspace %s: has a connection '%s' already"):format(self.name, new.name),
      "exists"
  elseif not done then
    return nil, message, code
  end
  self:note("create connection", json.null, "")
  return true
end

--- Makes a connection.
---@param new {name:string, source_id:string, destination:string, streams:table, token:string|nil}
---@return table|nil connection
---@return string|nil message
---@return string|nil code exists: the name is taken
function connections:create_connection(new)
  local rows = new.token and self.db:query("SELECT id FROM connection WHERE token = ?", new.token)
  if rows and rows[1] then
    return self:connection(rows[1].id)
  end
  local id = hash.uuid()
  local ok, message, code = file.transaction(self, function()
    local found, problem, kind = self:source(new.source_id)
    if not found then
      return nil, problem, kind
    end
    return insert(self, id, new)
  end)
  if not ok then
    return nil, message, code
  end
  return self:connection(id)
end

--- Deletes a connection; what it has written stays.
---@return boolean|nil ok
---@return string|nil message
---@return string|nil code
function connections:delete_connection(id)
  return file.transaction(self, function()
    local rows = file.checked(self.db:run([[
UPDATE connection SET deleted_at = ? WHERE id = ? AND workspace_id = ? AND deleted_at IS NULL]],
      time.rfc3339(), id, self.workspace_id))
    if rows == 0 then
      return nil, missing(self, id), "not_found"
    end
    self:note("delete connection", json.null, "")
    return true
  end)
end

--- Records how the newest sync of a connection ended.
---@param id string
---@param status string succeeded, partly, failed
---@param records integer
---@return boolean|nil ok
---@return string|nil message
---@return string|nil code
function connections:note_sync(id, status, records)
  local rows, message, code = self.db:run(
    "UPDATE connection SET synced_at = ?, sync_status = ?, sync_records = ? WHERE id = ?",
    time.rfc3339(), status, records, id)
  return rows and true, message, code
end

return connections
