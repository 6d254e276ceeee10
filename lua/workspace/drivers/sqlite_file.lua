--- The database under a workspace: opened, brought to the newest tables, written in
--- transactions. `self` is the driver: it gets `db`, `engine` and `workspace_id`.
local fs = require("host.fs")
local hash = require("host.hash")
local schema = require("workspace.drivers.schema")

local file = {}

--- Statements inside a transaction raise their failure; `transaction` turns it back.
function file.checked(result, message, code)
  if result == nil then
    error({ message = message, code = code }, 0)
  end
  return result
end

--- The rows of a query, each as `read` makes it.
---@param read fun(row:table):table
---@return table[]|nil, string|nil message, string|nil code
function file.each(read, rows, message, code)
  if not rows then
    return nil, message, code
  end
  local list = {}
  for i, row in ipairs(rows) do
    list[i] = read(row)
  end
  return list
end

--- The same of a query for one id.
---@param missing string what to say when there is none
function file.only(missing, read, rows, message, code)
  if not rows then
    return nil, message, code
  elseif not rows[1] then
    return nil, missing, "not_found"
  end
  return read(rows[1])
end

local function settled(self, ok, result, message, code)
  self.within = nil
  if not ok and type(result) == "table" and result.code then
    ok, result, message, code = true, nil, result.message, result.code
  end
  if ok and result ~= nil then
    local done
    done, message, code = self.db:exec("COMMIT")
    if done then
      return result
    end
  end
  self.db:exec("ROLLBACK")
  if not ok then
    error(result, 0)
  end
  return nil, message, code
end

--- Runs fn inside an immediate transaction; nil, message, code of fn undoes what it did.
--- Inside another transaction of `self` fn is a part of that one.
function file.transaction(self, fn)
  if self.within then
    return fn()
  end
  local ok, message, code = self.db:exec(self.engine.begin)
  if not ok then
    return nil, message, code
  end
  self.within = true
  return settled(self, pcall(fn))
end

local function take_steps(self)
  local version, message, code = self.engine.version(self.db, self.address)
  if not version then
    return nil, message, code
  elseif version > schema.version then
    return nil, self.address .. ": was written by a newer revos", "invalid"
  end
  for step = version + 1, schema.version do
    file.checked(self.engine.take(self.db, schema.steps[step], step))
  end
  return true
end

local function migrate(self)
  if self.engine.version(self.db, self.address) == schema.version then
    return true
  end
  return file.transaction(self, function()
    return take_steps(self)
  end)
end

local function known_workspace(self, options)
  local rows, message, code
  if options.workspace_id then
    rows, message, code = self.db:query("SELECT id FROM workspace WHERE id = ?",
      options.workspace_id)
  else
    rows, message, code = self.db:query(self.engine.first_workspace)
  end
  return rows and rows[1] and rows[1].id, message, code
end

local function find_workspace(self, options)
  local known, message, code = known_workspace(self, options)
  if known or code then
    return known, message, code
  end
  return file.transaction(self, function()
    local again = known_workspace(self, options)
    if again then
      return again
    end
    local id = options.workspace_id or hash.uuid()
    file.checked(self.db:run("INSERT INTO workspace (id, name) VALUES (?, ?)", id, options.name))
    return id
  end)
end

-- A database takes the place of the one before only when all is well with it.
local function open(self, path, frozen)
  local db, message, code = self.engine.open(path, frozen)
  if not db then
    return nil, message, code
  end
  local before, id = self.db, nil
  self.db = db
  local migrated
  migrated, message, code = migrate(self)
  if migrated then
    id, message, code = find_workspace(self, self.options)
  end
  if not id then
    db:close()
    self.db = before
    return nil, message, code
  elseif before then
    before:close()
  end
  self.workspace_id = id
  return self
end

-- A file that others may write, or that lies where nothing can be written. SQLite wants to write
-- beside it even to read; where it cannot, and nobody else is writing, the file alone is read.
local function open_to_look(self, path)
  local opened, message, code = open(self, path)
  if not opened and code == "denied" and not fs.exists(path .. "-wal") then
    opened = open(self, path, true)
  end
  return opened, message, code
end

--- Opens the database of a driver. With `lazy` a missing file is made by materialize():
--- commands that only look leave nothing behind.
---@param self table
---@param options {path:string, name:string, workspace_id:string|nil, lazy:boolean|nil}
---  path: a file, or postgres://...
---@return table|nil self
---@return string|nil message
---@return string|nil code
function file.attach(self, options)
  self.options = options
  local postgres = require("workspace.drivers.engines.postgres")
  if postgres.answers(options.path) then
    self.engine, self.address = postgres, postgres.shown(options.path)
    return open(self, options.path)
  end
  self.engine = require("workspace.drivers.engines.sqlite")
  if not options.lazy then
    return open(self, options.path)
  end
  local kind, message, code = fs.kind(options.path)
  if kind then
    return open_to_look(self, options.path)
  elseif code ~= "not_found" then
    return nil, message, code
  end
  self.pending = true
  return open(self, ":memory:")
end

--- The first write: from here on there is a file.
function file.materialize(self)
  if not self.pending then
    return true
  end
  local folder = self.options.path:match("^(.*)/[^/]*$")
  local ok, message, code = fs.mkdir(folder, { parents = true })
  if ok then
    ok, message, code = open(self, self.options.path)
  end
  self.pending = not ok
  return ok and true, message, code
end

return file
