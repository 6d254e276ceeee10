--- A workspace behind an API of Airbyte's public shape. What a server can do beyond it, it says
--- under /capabilities; a server that does not know the address is taken as Airbyte's own.
local json = require("host.json")
local api_client = require("workspace.drivers.api_client")
local value = require("util.value")

local driver = {}

-- Writes and sources are the matter of few commands.
local PARTS = {
  ["workspace.drivers.http_write"] = { "preflight", "create", "update" },
  ["workspace.drivers.http_sources"] = { "sources", "source", "create_source", "delete_source",
    "connections", "connection", "connections_of", "create_connection", "delete_connection" },
  ["workspace.drivers.http_jobs"] = { "start_job", "job", "cancel_job" },
}
for module, names in pairs(PARTS) do
  for _, name in ipairs(names) do
    driver[name] = function(...)
      return require(module)[name](...)
    end
  end
end

--- Opens a workspace; nothing is sent yet.
---@param name string
---@param declaration table of revos.yaml
---@param root string|nil the project's folder
---@return table|nil driver
---@return string|nil message
---@return string|nil code
---@return table|nil details
function driver.open(name, declaration, root)
  local options, message, code, details = require("workspace.drivers.http_access").of(name,
    declaration, root)
  if not options then
    return nil, message, code, details
  end
  return setmetatable({
    name = name,
    driver = "http",
    address = options.base,
    workspace_id = declaration.workspaceId,
    client = api_client.new(options),
    path = ("/workspaces/%s/definitions/declarative_sources"):format(declaration.workspaceId),
    adopts_ids = false,
    remembers_tokens = false,
  }, driver)
end

local ABLE = { "rename", "components", "rollback", "conditional_write", "idempotency_key",
  "sources", "connections", "check", "sync" }

-- What Airbyte itself can do: it does not know the address. No server tells the secrets of a
-- configuration, so what needs them is run there.
local AIRBYTE = { sources = true, connections = true, sync = true }

--- What the workspace can do; asked once.
---@return table<string, boolean>|nil capabilities
---@return string|nil message
---@return string|nil code
function driver:check_capabilities()
  local known = rawget(self, "able")
  if known then
    return known
  end
  local said, message, code = self.client:call("GET", "/capabilities")
  if said == nil and code ~= "not_found" then
    return nil, message, code
  end
  said = json.is_object(said) and (json.is_object(said.capabilities) and said.capabilities
    or said) or AIRBYTE
  local able = {}
  for _, what in ipairs(ABLE) do
    able[what] = said[what] == true
  end
  able.airbyte = said == AIRBYTE
  able.max_body = math.type(said.max_body) == "integer" and said.max_body or nil
  rawset(self, "able", able)
  return able
end

function driver.__index(self, key)
  if key == "capabilities" then
    return self:check_capabilities() or {}
  end
  return driver[key]
end

--- Tells each request with its status and time.
---@param tell fun(text: string)
function driver:trace(tell)
  self.client.trace = tell
end

--- A definition as the other drivers have it. It may come bare or wrapped as {"data": …}.
---@param answer any
---@return table|nil definition
---@return string|nil message
---@return string|nil code
function driver.definition(answer)
  if json.is_object(answer) and answer.id == nil and json.is_object(answer.data) then
    answer = answer.data
  end
  if not json.is_object(answer) or type(answer.id) ~= "string"
    or not json.is_object(answer.manifest) then
    return nil, "the workspace answered with something that is no definition", "network"
  end
  local components = type(answer.components) == "string" and answer.components or nil
  return {
    id = answer.id,
    name = answer.name,
    version = math.tointeger(answer.version) or answer.version,
    manifest = answer.manifest,
    components = components,
    sha256 = value.sha256(answer.manifest, components),
  }
end

local function one(answer, message, code)
  if answer == nil then
    return nil, message, code
  end
  return driver.definition(answer)
end

function driver:list()
  local items, message, code = self.client:all(self.path)
  if not items then
    return nil, message, code
  end
  local list = {}
  for i, item in ipairs(items) do
    list[i], message, code = driver.definition(item)
    if not list[i] then
      return nil, message, code
    end
  end
  return list
end

--- The address of a definition. An id comes from a file, so it is not trusted to be one.
---@param id string
---@return string
function driver:at(id)
  return self.path .. "/" .. id:gsub("[^%w._~-]", function(c)
    return ("%%%02X"):format(c:byte())
  end)
end

function driver:get(id)
  return one(self.client:call("GET", self:at(id)))
end

function driver.was_deleted()
  return false
end

function driver.find_token()
  return nil
end

function driver:delete(id)
  local answer, message, code = self.client:call("DELETE", self:at(id))
  if answer == nil then
    return nil, message, code
  end
  return true
end

function driver:sources_of(id)
  local list, message, code = self:sources()
  if not list then
    return nil, message, code
  end
  local found = {}
  for _, source in ipairs(list) do
    if source.definition_id == id then
      found[#found + 1] = { id = source.id, name = source.name }
    end
  end
  return found
end

-- Why versions cannot be listed or gone back to; nil when they can.
local function unable(self)
  local able, message, code = self:check_capabilities()
  if not able then
    return message, code
  elseif able.rollback then
    return nil
  end
  return ("workspace %s: keeps no versions that can be listed or gone back to"):format(self.name),
    "invalid"
end

function driver:versions(id)
  local reason, why = unable(self)
  if reason then
    return nil, reason, why
  end
  local items, message, code = self.client:all(self:at(id) .. "/versions")
  if not items then
    return nil, message, code
  end
  local rows = {}
  for i, item in ipairs(items) do
    rows[i] = { version = item.version, created_at = item.createdAt, active = item.active == true,
      sha256 = item.sha256 }
  end
  table.sort(rows, function(a, b)
    return a.version > b.version
  end)
  return rows
end

--- A connector as it was at a version; the active one when it is left out.
function driver:version(id, version)
  if not version then
    return self:get(id)
  end
  local reason, why = unable(self)
  if reason then
    return nil, reason, why
  end
  return one(self.client:call("GET", ("%s/versions/%d"):format(self:at(id), version)))
end

function driver:rollback(id, version)
  local reason, why = unable(self)
  if reason then
    return nil, reason, why
  end
  return one(self.client:call("POST", self:at(id) .. "/rollback",
    json.new_object({ { "version", version } })))
end

function driver:ping()
  local items, message, code = self.client:call("GET", self.path)
  return items ~= nil or nil, message, code
end

function driver.close()
  return true
end

return driver
