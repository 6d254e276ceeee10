---@meta host.postgres
--- A PostgreSQL server, with the methods of host.sqlite. Failures: nil, message, code: "network",
--- "denied", "busy" (locks, time), "conflict" (a constraint), "invalid" (bad SQL) ...
---
--- ```lua
--- local postgres = require("host.postgres")
--- local db, message, code = postgres.open("postgres://nobody@127.0.0.1:9/none")
--- assert(db == nil and (code == "network" or code == "runtime_missing"), message)
--- ```
local postgres = {}

---@class host.postgres.Database
local db = {}

--- Several statements without values; also BEGIN, COMMIT, ROLLBACK.
---@param sql string
---@return true? ok, string? message, string? code
function db:exec(sql) end

---@param sql string one statement
---@param ... nil|boolean|number|string one for each "?"; json.null is NULL
---@return table[]? rows { column = value }; a NULL is absent
---@return string? message, string? code
function db:query(sql, ...) end

---@param sql string one statement
---@param ... nil|boolean|number|string
---@return integer? changes rows that were written
---@return string? message, string? code
function db:run(sql, ...) end

function db:close() end

--- A connection that is lost later is made anew by the next statement.
---@param address string postgres://user:password@host:port/name
---@return host.postgres.Database? db, string? message, string? code
function postgres.open(address) end

return postgres
