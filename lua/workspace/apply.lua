--- Carries a plan out, one connector at a time. Each step is written into the journal before
--- the workspace is asked, and its answer after; an id goes into the file at once.
local base = require("workspace.base")
local definition = require("workspace.definition")
local hash = require("host.hash")
local journal = require("workspace.journal")
local write_back = require("workspace.write_back")

local apply = {}

local function record_id(self, connector, id)
  local workspace = self.workspace
  local text, message, code = write_back.set(connector.text, connector.document, workspace.name,
    workspace.default, id)
  if not text then
    return nil, message, code
  end
  local ok
  ok, message, code = definition.save(connector, text)
  if not ok then
    return nil, message, code, { hint = ("the id is %s: record it as metadata.id"):format(id) }
  end
  return true
end

local function open_step(self, item, op)
  local connector = item.connector
  local step = { op = op, slug = connector.slug, workspace = self.workspace.name,
    token = hash.uuid(),
    name = connector.name, sha256 = connector.sha256, id = item.id }
  local ok, message, code = journal.write(self.root, step)
  if not ok then
    return nil, message, code
  end
  return step
end

-- After the workspace said yes: the answer, the id, the base, and the step is done.
local function settle(self, item, step, made)
  step.id, step.version = made.id, made.version
  local ok, message, code, details = true, nil, nil, nil
  if step.op == "create" then
    ok, message, code = journal.write(self.root, step)
    if ok then
      ok, message, code, details = record_id(self, item.connector, made.id)
    end
  end
  if ok then
    ok, message, code = base.write(self.root, self.workspace.name, made)
  end
  if not ok then
    return nil, message, code, details
  end
  journal.close(self.root, step)
  return made
end

-- A refusal of the workspace ends the step; when nobody knows what became of it, it stays
-- open and the next run finds out.
local function refused(self, step, message, code)
  if code ~= "timeout" and code ~= "network" and code ~= "cancelled" then
    journal.close(self.root, step)
  end
  return nil, message, code
end

local function create(self, item)
  local step, message, code = open_step(self, item, "create")
  if not step then
    return nil, message, code
  end
  local connector, made = item.connector
  made, message, code = self.workspace:create({ name = connector.name,
    manifest = connector.manifest,
    components = connector.components, token = step.token, id = item.id })
  if not made then
    return refused(self, step, message, code)
  end
  return settle(self, item, step, made)
end

local function update(self, item)
  local connector = item.connector
  local step, message, code = open_step(self, item, "update")
  if not step then
    return nil, message, code
  end
  local change = { name = item.renamed and connector.name or nil }
  if item.body then
    change.manifest, change.components = connector.manifest, connector.components
  end
  local made
  made, message, code = self.workspace:update(item.id, change, item.remote)
  if not made then
    return refused(self, step, message, code)
  end
  return settle(self, item, step, made)
end

local function adopt(self, item)
  local ok, message, code, details = record_id(self, item.connector, item.id)
  if not ok then
    return nil, message, code, details
  elseif item.body or item.renamed then
    return update(self, item)
  end
  local remote
  remote, message, code = self.workspace:get(item.id)
  if remote then
    ok, message, code = base.write(self.root, self.workspace.name, remote)
  end
  return ok and remote or nil, message, code
end

--- Carries one item out.
---@param self {root:string, workspace:table}
---@param item table of workspace.plan, without a problem
---@return table|nil definition as the workspace has it now
---@return string|nil message
---@return string|nil code
---@return table|nil details
function apply.one(self, item)
  if item.action == "none" then
    return item.remote
  elseif item.action == "create" then
    return create(self, item)
  elseif item.action == "adopt" then
    return adopt(self, item)
  end
  return update(self, item)
end

return apply
