--- What has to happen to each connector so that the workspace holds what the files say.
--- A plan reads; it changes nothing.
local claims = require("workspace.claims")
local definition = require("workspace.definition")
local value = require("util.value")
local write_back = require("workspace.write_back")

local plan = {}

local function refuse(item, message, code, details)
  item.problem = { message = message, code = code, details = details }
  return item
end

-- The connectors of the workspace by id and by name.
local function index(list)
  local by_id, by_name = {}, {}
  for _, remote in ipairs(list) do
    by_id[remote.id] = remote
    by_name[remote.name] = by_name[remote.name] or {}
    table.insert(by_name[remote.name], remote)
  end
  return by_id, by_name
end

local function missing(self, item, id)
  local name, workspace = item.connector.name, self.workspace
  local other = self.by_name[name]
  if not other and workspace.adopts_ids and not workspace:was_deleted(id) then
    item.action, item.id = "create", id
    return nil
  elseif not other and self.options.force then
    item.action = "create"
    return nil
  elseif other and self.options.adopt then
    return "by name"
  end
  item.action = "update"
  local hint = "--force registers it anew"
  if other then
    hint = ("'%s' is registered there as %s: --adopt takes it over"):format(name, other[1].id)
  end
  return refuse(item, ("%s: the recorded id %s is not in workspace %s"):format(
    item.connector.path, id, workspace.name), other and self.options.force and "exists"
      or "not_found",
    { hint = hint })
end

local function by_id(self, item, id)
  local remote, message, code = self.by_id[id], nil, nil
  if not remote then
    remote, message, code = self.workspace:get(id)
  end
  if remote then
    item.remote, item.id = remote, id
    return nil
  elseif code == "not_found" then
    return missing(self, item, id)
  end
  return refuse(item, message, code)
end

-- Registered under this name by somebody: only with a yes is it taken over.
local function take_over(self, item, remote)
  local connector, workspace = item.connector, self.workspace.name
  local holder = self.claims[remote.id]
  if holder and holder[1] ~= connector.path then
    return refuse(item, ("%s: '%s' is registered already, by %s"):format(connector.path,
      connector.name, holder[1]), "exists", { hint = "give it another spec.name" })
  end
  item.action, item.remote, item.id = "adopt", remote, remote.id
  local question = ("'%s' is registered in workspace %s already. Take it over as %s?"):format(
    connector.name, workspace, connector.path)
  if not self.options.adopt and not self.options.confirm(question) then
    return refuse(item, ("%s: '%s' is registered in workspace %s already, as %s"):format(
      connector.path, connector.name, workspace, remote.id), "exists",
      { hint = "--adopt takes it over" })
  end
end

local function by_name(self, item)
  local connector, found = item.connector, self.by_name[item.connector.name]
  if found and found[2] then
    return refuse(item, ("%s: %d connectors of workspace %s are named '%s'"):format(
      connector.path, #found, self.workspace.name, connector.name), "exists",
      { hint = "record the wanted one's id in metadata.id" })
  elseif found then
    return take_over(self, item, found[1])
  end
  local other = self.planned[connector.name]
  if other then
    return refuse(item, ("%s: %s has the same spec.name '%s'"):format(connector.path, other,
      connector.name), "exists", { hint = "give it another spec.name" })
  end
  self.planned[connector.name] = connector.path
end

local function match(self, item)
  local connector = item.connector
  local id, note = write_back.id(connector.document, self.workspace.name, self.workspace.default)
  item.recorded, item.note = id, note
  if id then
    local message, code, details = claims.problem(self.claims, connector, id)
    if message then
      item.action, item.id = "update", id
      return refuse(item, message, code, details)
    end
    local verdict = by_id(self, item, id)
    if verdict ~= "by name" then
      return verdict
    end
  end
  return by_name(self, item)
end

-- A remote workspace is asked for what it can do, so only when it matters. nil when it can.
local function inability(self, what)
  local workspace = self.workspace
  local able, message, code = workspace.capabilities, nil, nil
  if workspace.check_capabilities then
    able, message, code = workspace:check_capabilities()
  end
  if not able then
    return message, code
  end
  return not able[what] and "" or nil, "invalid"
end

local function cannot(self, item, what, text, details)
  local reason, code = inability(self, what)
  if not reason then
    return false
  end
  refuse(item, reason ~= "" and reason or text, code, reason == "" and details or nil)
  return true
end

local function decide(self, item)
  local connector, remote = item.connector, item.remote
  if connector.components and cannot(self, item, "components",
    ("%s: workspace %s cannot hold components.lua"):format(connector.path,
      self.workspace.name)) then
    item.action = item.action or (remote and "update" or "create")
    return
  elseif not remote then
    item.action, item.body, item.renamed = "create", true, false
    return
  end
  item.renamed = remote.name ~= connector.name
  item.body = remote.sha256 ~= connector.sha256
  if item.action ~= "adopt" then
    item.action = item.body and "update" or item.renamed and "rename" or "none"
  end
  if item.renamed then
    cannot(self, item, "rename", ("%s: workspace %s cannot rename '%s' to '%s'"):format(
      connector.path, self.workspace.name, remote.name, connector.name),
      { hint = "set spec.name back, or delete and register it by hand" })
  end
end

-- What the workspace would refuse, told before the first request that changes anything.
local function preflight(self, item)
  if not self.workspace.preflight then
    return nil
  end
  local ok, message, code = self.workspace:preflight(item.connector)
  if ok then
    item.note = item.note or message
    return nil
  end
  return { message = ("%s/%s"):format(item.connector.path, message), code = code }
end

local function sends(item)
  return item.body or item.renamed
end

local function consider(self, connector)
  local item = { connector = connector }
  definition.complete(connector)
  if connector.problem then
    item.problem = connector.problem
    item.recorded = write_back.id(connector.document, self.workspace.name, self.workspace.default)
    item.action = item.recorded and "update" or "create"
    return item
  end
  match(self, item)
  if not item.problem then
    decide(self, item)
  end
  item.action = item.action or "create"
  if not item.problem and sends(item) then
    item.problem = preflight(self, item) or self.options.check(connector)
  end
  return item
end

--- Makes the plan.
---@param workspace table an open driver, with `default`, the project's default workspace
---@param connectors table[] every connector of the project, from workspace.definition
---@param selected table[] those to plan for, of the same tables
---@param options {adopt:boolean, force:boolean, confirm:function, check:function}
---@return table[]|nil items {connector, action, id, remote, body, renamed, problem, note}
---@return string|nil message
---@return string|nil code
function plan.make(workspace, connectors, selected, options)
  local list, message, code = workspace:list()
  if not list then
    return nil, message, code
  end
  local self = { workspace = workspace, options = options, planned = {},
    claims = claims.of(connectors, workspace) }
  self.by_id, self.by_name = index(list)
  local items = {}
  for i, connector in ipairs(selected) do
    items[i] = consider(self, connector)
  end
  return items
end

--- The full definition of an item's counterpart in the workspace.
---@param workspace table an open workspace
---@param item table of a plan
---@return table|nil remote
function plan.remote(workspace, item)
  if item.remote and item.remote.manifest == nil then
    local remote, message, code = workspace:get(item.remote.id)
    if not remote then
      return nil, message, code
    end
    item.remote = remote
  end
  return item.remote
end

--- Does a definition of the workspace equal the connector on disk, name included?
---@param connector table a connector on disk
---@param remote table a definition of the workspace
---@return boolean
function plan.equal(connector, remote)
  return remote.name == connector.name and value.same(connector, remote)
end

return plan
