--- The store under a server: the database of a workspace driver, with many workspaces in it.
local fs = require("host.fs")
local postgres = require("workspace.drivers.engines.postgres")
local problem = require("serve.problem")
local sqlite_driver = require("workspace.drivers.sqlite")
local sqlite_file = require("workspace.drivers.sqlite_file")

local database = {}
database.__index = database

-- Nobody but its owner reads it: it holds the hashes of tokens. A file that a group shares already
-- is closed to others.
local function make_private(path)
  local stat = fs.stat(path)
  if stat and stat.mode & 7 ~= 0 then
    fs.chmod(path, stat.mode & 504) -- 0770; that of somebody else stays as it is
  end
  if stat then
    return true
  end
  local folder = path:match("^(.*)/[^/]*$")
  if folder and folder ~= "" then
    local ok, message, code = fs.mkdir(folder, { parents = true })
    if not ok then
      return nil, message, code
    end
  end
  local ok, message, code = fs.write(path, "", { mode = 384, exclusive = true })
  return ok or code == "exists" or nil, message, code
end

--- Opens the database; a missing file is made, with one workspace.
---@param path string a file, or postgres://...
---@param workspace_id string|nil made when it is missing
---@return table|nil database
---@return string|nil message
---@return string|nil code
function database.open(path, workspace_id)
  if not postgres.answers(path) then
    local ok, message, code = make_private(path)
    if not ok then
      return nil, message, code
    end
  end
  local root, message, code = sqlite_driver.open({ name = workspace_id or "default", path = path,
    workspace_id = workspace_id })
  if not root then
    return nil, message, code
  end
  return setmetatable({ root = root, db = root.db, path = root.address,
    file = fs.realpath(path), options = root.options }, database)
end

--- Is a message about the database itself, and so nothing for a client to see?
---@param message string
---@return boolean
function database:is_its_own(message)
  for _, subject in ipairs({ self.file or self.path, "database", "PostgreSQL" }) do
    if message:sub(1, #subject + 1) == subject .. ":" then
      return true
    end
  end
  return false
end

--- Opens it anew after its server was gone. Without success everything stays as it is, and the
--- next failure tries again.
function database:reconnect()
  local root = sqlite_driver.open(self.options)
  if root then
    self.root:close()
    self.root, self.db = root, root.db
  end
end

--- A workspace driver for one caller.
---@param id string a workspace that is there
---@param who string
---@return table
function database:workspace(id, who)
  return self.root:within_file(id, who)
end

--- The workspaces in the file.
---@return {id:string, name:string}[]
function database:workspaces()
  return problem.check(self.db:query("SELECT id, name FROM workspace ORDER BY name, id"))
end

--- Rows of a query; a failure is a problem.
---@param sql string
---@param ... any
---@return table[]
function database:rows(sql, ...)
  return problem.check(self.db:query(sql, ...))
end

--- A statement that writes; a failure is a problem.
---@param sql string
---@param ... any
---@return any
function database:run(sql, ...)
  return problem.check(self.db:run(sql, ...))
end

--- A row of the audit about a workspace as a whole.
---@param workspace_id string
---@param what string
function database:note(workspace_id, what)
  self.root:within_file(workspace_id):note(what, nil, "")
end

--- Runs fn as one piece in a workspace; a problem raised inside undoes it and is raised again.
---@param workspace table of workspace()
---@param fn function
---@return any
function database.atomic(workspace, fn)
  return problem.check(sqlite_file.transaction(workspace, fn))
end

--- A copy of the whole file as it is at this moment, also while others write.
---@param target string must not be there
---@return boolean|nil ok
---@return string|nil message
---@return string|nil code
function database:backup(target)
  if postgres.answers(self.path) then
    return nil, self.path .. ": is copied by pg_dump, not by revos", "invalid"
  end
  local part = target .. ".part"
  fs.remove(part)
  local ok, message, code = fs.write(part, "", { mode = 384 })
  if not ok then
    return nil, message, code
  end
  ok, message, code = self.db:run("VACUUM INTO ?", part)
  if ok and fs.exists(target) then
    ok, message, code = nil, target .. ": is there already", "exists"
  elseif ok then
    ok, message, code = fs.rename(part, target)
  end
  fs.remove(part)
  return ok and true, message, code
end

--- Closes it; nothing can be asked of it afterwards.
function database:close()
  self.root:close()
end

return database
