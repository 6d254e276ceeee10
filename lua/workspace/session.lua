--- What the commands of the registry begin with: the connectors, the lock, and what an
--- interrupted run left behind.
local definition = require("workspace.definition")
local later = require("util.later")
local lock = later("workspace.lock")
local recover = later("workspace.recover")
local write_back = require("workspace.write_back")

local session = {}
session.__index = session

--- Begins a command.
---@param ctx table the command's context
---@param options table {paths, writes}: `writes` is the command's name, it takes the lock
---@return table|nil session {root, project, workspace, connectors, selected}
---@return string|nil message
---@return string|nil code
---@return table|nil details
function session.begin(ctx, options)
  local self = setmetatable({ project = ctx.project, root = ctx.project.root }, session)
  local message, code, details
  if options.writes then
    self.lock, message, code, details = lock.take(self.root, options.writes)
    if not self.lock then
      return nil, message, code, details
    end
  end
  self.connectors = definition.all(self.project)
  self.selected, message, code, details = definition.select(self.project, self.connectors,
    options.paths)
  if not self.selected then
    self:finish()
    return nil, message, code, details
  end
  self.workspace = ctx.workspace
  if options.writes then
    self.finished, message, code, details = recover.run(self.root, self.workspace, self.connectors)
    if not self.finished then
      self:finish()
      return nil, message, code, details
    end
    for _, slug in ipairs(self.finished) do
      ctx:note("connectors/%s: finished what an interrupted run had begun", slug)
    end
  end
  return self
end

--- Begins a command about one connector that has an id in the workspace.
---@param ctx table
---@param name string its slug or folder
---@param writes string|nil
---@return table|nil session with `id`
---@return string|nil message
---@return string|nil code
---@return table|nil details
function session.one(ctx, name, writes)
  local item, message, code, details = ctx.project:find(name)
  if not item then
    return nil, message, code, details
  end
  local self
  self, message, code, details = session.begin(ctx, { paths = { item.slug }, writes = writes })
  if not self then
    return nil, message, code, details
  end
  local note
  self.id, note = write_back.id(self.selected[1].document, self.workspace.name,
    self.workspace.default)
  if not self.id then
    message = ("%s: %s"):format(item.path, note or "is not registered in workspace "
      .. self.workspace.name)
    self:finish()
    return nil, message, "not_found", { hint = "revos apply " .. item.path }
  end
  return self
end

--- Which folders record which id, see workspace.claims.
---@return table<string, string[]>
function session:claims()
  return require("workspace.claims").of(self.connectors, self.workspace)
end

--- Why the id of a connector is not to be touched: another folder records it too.
---@param connector table one of `connectors`
---@param id string
---@return string|nil message
---@return string|nil code
---@return table|nil details
function session:shared(connector, id)
  return require("workspace.claims").problem(self:claims(), connector, id)
end

--- Ends it: lock and workspace are given back. A session in a `<close>` variable ends with it, also
--- when something raises.
function session:finish()
  if self.workspace then
    self.workspace:close()
  end
  if self.lock then
    self.lock:release()
  end
end
session.__close = session.finish

return session
