--- A SQLite file as destination: records as JSON in a table a stream, and a view of the stream's
--- name that shows their members as columns. Records, state and what is staged are in the one
--- file, so a commit is one transaction.
local fs = require("host.fs")
local json = require("host.json")
local sqlite = require("host.sqlite")
local stage = require("workspace.sync.stage")
local time = require("util.time")
local view = require("workspace.sync.sqlite_view")

local destination = {}
destination.__index = destination

local BATCH = 500 -- records that are staged in one transaction

local TABLES = [[
CREATE TABLE IF NOT EXISTS _revos_sync (
  stream TEXT PRIMARY KEY,
  connection TEXT NOT NULL,
  state TEXT,
  synced_at TEXT NOT NULL
);
]]

local RAW = [[
CREATE TABLE IF NOT EXISTS %s (
  id INTEGER PRIMARY KEY,
  key TEXT UNIQUE,
  emitted_at INTEGER NOT NULL,
  data TEXT NOT NULL
);
DROP TABLE IF EXISTS %s;
CREATE TABLE %s (
  id INTEGER PRIMARY KEY,
  key TEXT,
  emitted_at INTEGER NOT NULL,
  data TEXT NOT NULL
);
]]

local quoted = view.quoted

local function checked(result, message, code)
  if result == nil then
    error({ message = message, code = code }, 0)
  end
  return result
end

-- Runs fn in a transaction; failures inside are raised by checked().
local function transaction(self, fn)
  local ok, result, message, code = pcall(self.db.transaction, self.db, fn)
  if ok then
    return result, message, code
  elseif type(result) == "table" and result.code then
    return nil, result.message, result.code
  end
  error(result, 0)
end

local function prepare(self)
  local folder = self.path:match("^(.*)/[^/]*$")
  local ok, message, code = true, nil, nil
  if folder and not fs.exists(folder) then
    ok, message, code = fs.mkdir(folder, { parents = true })
  end
  if ok then
    self.db, message, code = sqlite.open(self.path, { busy_timeout = 5000 })
  end
  if not self.db then
    return nil, message, code
  end
  for _, setting in ipairs({ "journal_mode = WAL", "synchronous = FULL" }) do
    self.db:query("PRAGMA " .. setting)
  end
  return self.db:exec(TABLES)
end

--- Opens the file, made when it is missing.
---@param options {path:string, connection:string, known:fun(id:string):boolean}
---@return table|nil destination
---@return string|nil message
---@return string|nil code
function destination.open(options)
  local self = setmetatable({ path = options.path, connection = options.connection,
    known = options.known, staged = {}, names = {} }, destination)
  local ok, message, code = prepare(self)
  if not ok then
    self:close()
    return nil, message, code
  end
  return self
end

-- Names of SQLite fold their case, and a view may be somebody else's.
local function refusal(self, stream)
  local folded = stream.name:lower()
  if self.names[folded] then
    return ("%s: streams '%s' and '%s' differ in case alone"):format(self.path, stream.name,
      self.names[folded])
  end
  self.names[folded] = stream.name
  local rows = checked(self.db:query("SELECT connection FROM _revos_sync WHERE stream = ?",
    stream.name))
  local owner = rows[1] and rows[1].connection
  if owner and owner ~= self.connection and self.known(owner) then
    return ("%s: '%s' belongs to another connection (%s)"):format(self.path, stream.name, owner)
  elseif not owner then
    rows = checked(self.db:query([[
SELECT type FROM sqlite_master WHERE lower(name) = lower(?) AND (type = 'table' OR NOT EXISTS
  (SELECT 1 FROM sqlite_master WHERE name = ?))]], stream.name, "_revos_raw_" .. stream.name))
    return rows[1] and ("%s: has a %s '%s' already"):format(self.path, rows[1].type, stream.name)
  end
  return nil
end

--- Prepares a stream.
---@param stream table {name, write, primary_key, schema}
---@return boolean|nil ok
---@return string|nil message
---@return string|nil code
function destination:begin(stream)
  local one = { raw = quoted("_revos_raw_" .. stream.name),
    stage = quoted("_revos_new_" .. stream.name), rows = {} }
  self.staged[stream.name] = one
  return transaction(self, function()
    local reason = refusal(self, stream)
    if reason then
      return nil, reason, "exists"
    end
    checked(self.db:exec(RAW:format(one.raw, one.stage, one.stage)))
    checked(self.db:run([[
INSERT INTO _revos_sync (stream, connection, synced_at) VALUES (?, ?, ?) ON CONFLICT (stream)
DO UPDATE SET connection = excluded.connection, state = NULL
WHERE connection <> excluded.connection]], stream.name, self.connection, time.rfc3339()))
    checked(self.db:exec(view.statement(stream, one.raw)))
    return true
  end)
end

--- The state that the last commit of a stream took along.
function destination:state(name)
  local rows = self.db:query("SELECT state FROM _revos_sync WHERE stream = ?", name)
  local text = rows and rows[1] and rows[1].state
  return type(text) == "string" and json.decode(text) or nil
end

local function insert_rows(self, one)
  local sql = ("INSERT INTO %s (key, emitted_at, data) VALUES (?, ?, ?)"):format(one.stage)
  for _, row in ipairs(one.rows) do
    checked(self.db:run(sql, row[1] or json.null, row[2], row[3]))
  end
  one.rows = {}
  return true
end

--- Takes a record.
---@return boolean|nil ok
---@return string|nil message
---@return string|nil code
function destination:add(stream, data, emitted_at)
  local one = self.staged[stream.name]
  local key = stream.write == "append_dedup" and stage.key(data, stream.primary_key) or false
  one.rows[#one.rows + 1] = { key, emitted_at, data }
  if #one.rows < BATCH then
    return true
  end
  return transaction(self, function()
    return insert_rows(self, one)
  end)
end

local MOVE = {
  overwrite = "INSERT INTO %s (emitted_at, data) SELECT emitted_at, data FROM %s ORDER BY id",
  append = "INSERT INTO %s (emitted_at, data) SELECT emitted_at, data FROM %s ORDER BY id",
  append_dedup = [[
INSERT INTO %s (key, emitted_at, data) SELECT key, emitted_at, data FROM %s WHERE true ORDER BY id
ON CONFLICT (key) DO UPDATE SET emitted_at = excluded.emitted_at, data = excluded.data]],
}

--- Puts what was added before readers, and the state with it: one transaction.
---@return boolean|nil ok
---@return string|nil message
---@return string|nil code
function destination:commit(stream, state)
  local one = self.staged[stream.name]
  return transaction(self, function()
    insert_rows(self, one)
    if stream.write == "overwrite" then
      checked(self.db:run("DELETE FROM " .. one.raw))
    end
    checked(self.db:run(MOVE[stream.write]:format(one.raw, one.stage)))
    checked(self.db:run("DELETE FROM " .. one.stage))
    local changed = checked(self.db:run([[
UPDATE _revos_sync SET state = coalesce(?, state), synced_at = ?
WHERE stream = ? AND connection = ?]], state and json.encode(state) or json.null, time.rfc3339(),
      stream.name, self.connection))
    if changed == 0 then
      return nil, ("%s: '%s' was taken over by another connection"):format(self.path,
        stream.name), "conflict"
    end
    return true
  end)
end

--- Drops what was added and not committed.
function destination:discard(stream)
  local one = self.staged[stream.name]
  one.rows = {}
  self.db:run("DELETE FROM " .. one.stage)
end

function destination:close()
  for _, one in pairs(self.db and self.staged or {}) do
    self.db:exec("DROP TABLE IF EXISTS " .. one.stage)
  end
  if self.db then
    self.db:close()
  end
end

return destination
