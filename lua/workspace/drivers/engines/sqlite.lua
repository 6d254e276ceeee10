--- SQLite under a workspace: one file, one host.
---
--- An engine is what differs between databases:
---   open(address) -> db            begin: statements that begin a transaction which may write
---   version(db, address) -> integer    of the tables that are there, 0 when there are none
---   take(db, step, version)        runs a step of the schema and writes its number down
---   first_workspace: a query for the one that was made first
--- `take` raises nothing: it gives true, or nil, message, code.
local schema = require("workspace.drivers.schema")
local sqlite = require("host.sqlite")

local engine = {
  begin = "BEGIN IMMEDIATE",
  first_workspace = "SELECT id FROM workspace ORDER BY rowid LIMIT 1",
}

local SETTINGS = {
  "busy_timeout = 5000", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON",
  "trusted_schema = OFF",
}

--- `frozen`: only to look, see host.sqlite.
function engine.open(path, frozen)
  local db, message, code = sqlite.open(path, { frozen = frozen })
  if not db then
    return nil, message, code
  end
  for _, setting in ipairs(SETTINGS) do
    db:query("PRAGMA " .. setting)
  end
  return db
end

local function pragma(db, name)
  local rows = db:query("PRAGMA " .. name)
  local row = rows and rows[1]
  return row and select(2, next(row)) or 0
end

local function is_used(db)
  local rows = db:query("SELECT 1 FROM sqlite_master LIMIT 1")
  return rows ~= nil and rows[1] ~= nil
end

function engine.version(db, address)
  local version = pragma(db, "user_version")
  local is_ours = pragma(db, "application_id") == schema.application_id
  if not is_ours and version <= schema.version and (version > 0 or is_used(db)) then
    return nil, address .. ": is no workspace of revos", "invalid"
  end
  return version
end

function engine.take(db, step, version)
  return db:exec(("%s; PRAGMA application_id = %d; PRAGMA user_version = %d"):format(step,
    schema.application_id, version))
end

return engine
