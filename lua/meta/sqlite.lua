---@meta host.sqlite
--- SQLite files. Failures: nil, message, code: "busy", "conflict"
--- (a constraint), "invalid" (bad SQL, no database), "denied" ...
---
--- ```lua
--- local sqlite = require("host.sqlite")
--- local db = assert(sqlite.open(":memory:"))
--- assert(db:exec("CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT)"))
--- assert(db:transaction(function(inside)
---   return inside:run("INSERT INTO posts VALUES (?, ?)", 1, "hello")
--- end))
--- assert(db:query("SELECT title FROM posts WHERE id = ?", 1)[1].title == "hello")
--- db:close()
--- ```
local sqlite = {}

---@class host.sqlite.Database
local db = {}

--- Several statements without values.
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

--- Runs fn(db) in an immediate transaction. It is undone when fn raises or
--- gives nil, message, code.
---@generic T
---@param fn fun(db: host.sqlite.Database): T?, string?, string?
---@return T? result, string? message, string? code
function db:transaction(fn) end

function db:close() end

---@param path string ":memory:" for one without a file
---@param options? { readonly?: boolean, frozen?: boolean, create?: boolean, busy_timeout?: integer }
---  milliseconds; `frozen`: read only, without a lock, for a folder that cannot be written
---@return host.sqlite.Database? db, string? message, string? code
function sqlite.open(path, options) end

return sqlite
