--- Jobs in the database: what was asked for, by whom it is run, what became of it.
local clock = require("host.clock")
local hash = require("host.hash")
local json = require("host.json")

local job_store = {}

local SILENCE = 60 -- seconds after which a keeper counts as gone
local KEPT = 90 * 86400 -- seconds that a job is remembered

job_store.GONE = "the server that ran it has ended"

local function now()
  return math.floor(clock.now())
end

local function failure(message)
  return json.encode(json.new_object({ { "error", json.new_object({ { "message", message },
    { "code", "cancelled" } }) } }))
end

--- Notes a new job; it waits.
---@param job {workspace_id:string, kind:string, connection_id:string|nil, source_id:string|nil,
---  keeper:string}
---@return integer id not to be guessed, and exact as a number of JSON everywhere
function job_store.add(database, job)
  local id = ("<I6"):unpack(hash.random(6)) | 1
  database:run("DELETE FROM job WHERE created_at < ?", now() - KEPT)
  database:run([[
INSERT INTO job (id, workspace_id, kind, connection_id, source_id, status, keeper, records,
  created_at, updated_at) VALUES (?, ?, ?, ?, ?, 'pending', ?, 0, ?, ?)]], id, job.workspace_id,
    job.kind, job.connection_id, job.source_id, job.keeper, now(), now())
  return id
end

--- A waiting job begins.
---@return boolean begun false: it was cancelled, or never came into being
function job_store.begin(database, id)
  return database:run("UPDATE job SET status = 'running', updated_at = ? "
    .. "WHERE id = ? AND status = 'pending'", now(), id) > 0
end

--- A job has ended. One that was cancelled stays so.
---@param status string succeeded, failed or cancelled
---@param records integer
---@param result string|nil a JSON text
function job_store.finish(database, id, status, records, result)
  database:run([[
UPDATE job SET status = CASE status WHEN 'cancelled' THEN status ELSE ? END, records = ?,
  result = ?, updated_at = ? WHERE id = ?]], status, records, result, now(), id)
end

--- A job is to end.
function job_store.cancel(database, id)
  database:run("UPDATE job SET status = 'cancelled', updated_at = ? "
    .. "WHERE id = ? AND status IN ('pending', 'running')", now(), id)
end

--- Says that the keeper is alive.
function job_store.beat(database, keeper)
  database:run("UPDATE job SET updated_at = ? WHERE keeper = ? "
    .. "AND status IN ('pending', 'running')", now(), keeper)
end

--- What an earlier server of this name has left behind has failed.
function job_store.give_up(database, keeper)
  database:run("UPDATE job SET status = 'failed', result = ?, updated_at = ? WHERE keeper = ? "
    .. "AND status IN ('pending', 'running')", failure(job_store.GONE), now(), keeper)
end

local COLUMNS = [[
SELECT id, kind, connection_id, source_id, status, keeper, records, result, created_at, updated_at
FROM job WHERE workspace_id = ? ]]

-- Nobody says that a job has ended when its keeper was killed.
local function judged(row)
  if (row.status == "pending" or row.status == "running")
    and row.updated_at < now() - SILENCE then
    row.status, row.result = "failed", failure(job_store.GONE)
  end
  return row
end

--- One job of a workspace.
---@return table|nil row
function job_store.find(database, workspace_id, id)
  local row = database:rows(COLUMNS .. "AND id = ?", workspace_id, id)[1]
  return row and judged(row)
end

--- Jobs of a workspace, newest first.
---@param kind string
---@param connection_id string|nil of this connection alone
---@return fun(count:integer, offset:integer):table[]
function job_store.newest(database, workspace_id, kind, connection_id)
  local sql = COLUMNS .. "AND kind = ? " .. (connection_id and "AND connection_id = ? " or "")
    .. "ORDER BY created_at DESC, id LIMIT ? OFFSET ?"
  return function(count, offset)
    local values = { workspace_id, kind }
    values[#values + 1] = connection_id
    table.move({ count, offset }, 1, 2, #values + 1, values)
    local rows = database:rows(sql, table.unpack(values))
    for _, row in ipairs(rows) do
      judged(row)
    end
    return rows
  end
end

--- Is a connection being synced, by whatever server?
---@return boolean
function job_store.is_busy(database, connection_id)
  return database:rows("SELECT 1 AS busy FROM job WHERE connection_id = ? "
    .. "AND status IN ('pending', 'running') AND updated_at >= ?", connection_id,
    now() - SILENCE)[1] ~= nil
end

return job_store
