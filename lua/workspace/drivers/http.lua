--- A workspace behind an API of Airbyte's public shape. What a server can do beyond it, it says
--- under /capabilities; a server that does not know the address is taken as Airbyte's own.
local json = require("host.json")
local process = require("host.process")
local api_client = require("workspace.drivers.api_client")
local reference = require("workspace.reference")
local value = require("workspace.value")

local driver = {}

local SECRETS = { token = "token", clientId = "client_id", clientSecret = "client_secret" }

local function is_loopback(url)
  local host = url:match("^%a+://%[([%x:]+)%]") or url:match("^%a+://([^/:]+)") or ""
  return host == "localhost" or host == "::1" or host:find("^127%.") ~= nil
end

local function base_of(name, declaration)
  local given = process.getenv("REVOS_API_URL")
  local url = given and given ~= "" and given or declaration.url
  if type(url) ~= "string" then
    return nil, ("revos.yaml: workspace %s: an http workspace needs a url"):format(name), "invalid"
  end
  url = url:gsub("/+$", "")
  if not url:find("^https://") and not (url:find("^http://") and is_loopback(url)) then
    return nil, url .. ": a token goes over https only, or to this machine", "denied",
      { status = 2 }
  end
  return url
end

local function stored_token(url)
  local found, credentials = pcall(require, "workspace.credentials")
  return found and credentials.token(url) or nil
end

local function secrets_of(name, declaration, base, root)
  local options = { base = base, name = name }
  for key, field in pairs(SECRETS) do
    if type(declaration[key]) == "string" then
      local found, message, code = reference.resolve(declaration[key], root)
      if not found then
        return nil, ("revos.yaml: workspace %s: %s: %s"):format(name, key, message), code
      end
      options[field] = found
    end
  end
  if not options.token and not options.client_id then
    local variable = process.getenv("REVOS_TOKEN")
    options.token = variable ~= "" and variable or stored_token(base)
  end
  return options
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
  local base, message, code, details = base_of(name, declaration)
  if not base then
    return nil, message, code, details
  elseif type(declaration.workspaceId) ~= "string" then
    return nil, ("revos.yaml: workspace %s: an http workspace needs a workspaceId"):format(name),
      "invalid"
  end
  local options
  options, message, code = secrets_of(name, declaration, base, root)
  if not options then
    return nil, message, code
  end
  return setmetatable({
    name = name,
    driver = "http",
    address = base,
    workspace_id = declaration.workspaceId,
    client = api_client.new(options),
    path = ("/workspaces/%s/definitions/declarative_sources"):format(declaration.workspaceId),
    adopts_ids = false,
    remembers_tokens = false,
  }, driver)
end

local function capabilities(self)
  local said = self.client:call("GET", "/capabilities")
  said = json.is_object(said) and (json.is_object(said.capabilities) and said.capabilities
    or said) or {}
  local able = {}
  for _, what in ipairs({ "rename", "components", "rollback", "conditional_write" }) do
    able[what] = said[what] == true
  end
  return able
end

function driver.__index(self, key)
  if key == "capabilities" then
    local able = capabilities(self)
    rawset(self, "capabilities", able)
    return able
  end
  return driver[key]
end

-- A definition may come bare or wrapped as {"data": …}.
local function definition(answer)
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
  return definition(answer)
end

function driver:list()
  local items, message, code = self.client:all(self.path)
  if not items then
    return nil, message, code
  end
  local list = {}
  for i, item in ipairs(items) do
    list[i], message, code = definition(item)
    if not list[i] then
      return nil, message, code
    end
  end
  return list
end

function driver:get(id)
  return one(self.client:call("GET", self.path .. "/" .. id))
end

function driver.was_deleted()
  return false
end

function driver.find_token()
  return nil
end

-- What makes Airbyte answer 500 without a word is told here.
local function preflight(manifest)
  local spec = manifest.spec
  if type(manifest.version) ~= "string" then
    return nil, "manifest.yaml: this workspace needs a version", "invalid"
  elseif not json.is_object(spec) or not json.is_object(spec.connection_specification) then
    return nil, "manifest.yaml: this workspace needs spec.connection_specification", "invalid"
  end
  return true
end

function driver:create(new)
  local ok, message, code = preflight(new.manifest)
  if not ok then
    return nil, message, code
  end
  local body = json.new_object({ { "name", new.name }, { "manifest", new.manifest } })
  body.components = new.components
  return one(self.client:call("POST", self.path, body, { ["Idempotency-Key"] = new.token }))
end

local function changed(id, now, seen)
  if now.version == seen.version and now.name == seen.name then
    return nil
  end
  return ("connector %s was changed meanwhile: version %s of '%s', the plan saw %s of '%s'"):format(
    id, tostring(now.version), now.name, tostring(seen.version), seen.name)
end

function driver:update(id, change, seen)
  local now, message, code = self:get(id)
  if not now then
    return nil, message, code == "not_found" and "conflict" or code
  end
  local stale = changed(id, now, seen)
  if stale then
    return nil, ("workspace %s: %s"):format(self.name, stale), "conflict"
  end
  local manifest = change.manifest or now.manifest
  local ok
  ok, message, code = preflight(manifest)
  if not ok then
    return nil, message, code
  end
  local body = json.new_object({ { "manifest", manifest } })
  body.name = change.name
  if change.manifest then
    body.components = change.components
  else
    body.components = now.components
  end
  local headers = self.capabilities.conditional_write
    and { ["If-Match"] = ('"%s"'):format(seen.version) } or nil
  return one(self.client:call("PUT", self.path .. "/" .. id, body, headers))
end

function driver:delete(id)
  local answer, message, code = self.client:call("DELETE", self.path .. "/" .. id)
  if answer == nil then
    return nil, message, code
  end
  return true
end

function driver:sources_of(id)
  local path = ("/sources?workspaceIds=%s&limit=100"):format(self.workspace_id)
  local items, message, code = self.client:all(path)
  if not items then
    return nil, message, code
  end
  local sources = {}
  for _, item in ipairs(items) do
    if item.definitionId == id then
      sources[#sources + 1] = { id = item.sourceId, name = item.name }
    end
  end
  return sources
end

local function unable(self)
  if self.capabilities.rollback then
    return nil
  end
  return ("workspace %s: keeps no versions that can be listed or gone back to"):format(self.name)
end

function driver:versions(id)
  local reason = unable(self)
  if reason then
    return nil, reason, "invalid"
  end
  local items, message, code = self.client:all(("%s/%s/versions"):format(self.path, id))
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

function driver:rollback(id, version)
  local reason = unable(self)
  if reason then
    return nil, reason, "invalid"
  end
  return one(self.client:call("POST", ("%s/%s/rollback"):format(self.path, id),
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
