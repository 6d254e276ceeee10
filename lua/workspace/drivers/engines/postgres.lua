--- PostgreSQL under a workspace: for teams, many processes on one database. See engines.sqlite.
local postgres = require("host.postgres")

-- Any number that nothing else in the database takes for its advisory locks: "revos".
local LOCK = 0x7265766f73

local engine = {
  -- Writers come one after the other, as in a SQLite file. The lock ends with the transaction,
  -- also when its process dies.
  begin = ("BEGIN; SELECT pg_advisory_xact_lock(%d)"):format(LOCK),
  first_workspace = "SELECT id FROM workspace ORDER BY id LIMIT 1",
}

--- Whether an address is one of PostgreSQL.
function engine.answers(address)
  return address:find("^postgres://") ~= nil or address:find("^postgresql://") ~= nil
end

--- An address as people may see it: without its password.
function engine.shown(address)
  return (address:gsub("^(%w+://[^/@:]*):[^/@]*@", "%1@"):gsub("([?&]password=)[^&]*", "%1****"))
end

engine.open = postgres.open

function engine.version(db)
  local rows, message, code = db:query("SELECT to_regclass('revos_schema') IS NOT NULL AS known")
  if rows and rows[1].known == 1 then
    rows, message, code = db:query("SELECT max(version) AS version FROM revos_schema")
  end
  return rows and (rows[1].version or 0), message, code
end

-- The schema is written for SQLite; these are the only words in it that differ.
local function in_dialect(step)
  return (step:gsub("%) STRICT;", ");"):gsub("%f[%w]INTEGER%f[%W]", "BIGINT"))
end

function engine.take(db, step, version)
  local ok, message, code = db:exec("CREATE TABLE IF NOT EXISTS revos_schema (version BIGINT)")
  if not ok then
    return nil, message, code
  end
  return db:exec(("%s; INSERT INTO revos_schema VALUES (%d)"):format(in_dialect(step), version))
end

return engine
