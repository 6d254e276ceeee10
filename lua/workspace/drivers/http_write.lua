--- Creates and updates behind an API: what it would refuse is found before, what nobody knows the
--- end of is found out after. Methods of the driver in http.lua.
local json = require("host.json")
local pool = require("workspace.pool")
local retry = require("workspace.drivers.api_retry")
local value = require("util.value")

local write = {}

local ATTEMPTS = 3
local NEWEST_MAJOR = 7 -- of the manifest language
local LARGEST, LARGE = 10 * 1024 * 1024, 1024 * 1024 -- bytes of a request

local function refuse(what)
  return nil, "manifest.yaml: this workspace needs " .. what, "invalid"
end

local function check_version(version)
  if type(version) ~= "string" then
    return refuse("a version")
  end
  local major = math.tointeger(tonumber(version:match("^(%d+)%.%d+") or version:match("^(%d+)$")))
  if not major or major > NEWEST_MAJOR then
    return refuse(("a version that it knows, 0 to %d; '%s' is none"):format(NEWEST_MAJOR,
      version))
  end
  return true
end

local function check_spec(spec)
  if not json.is_object(spec) or not json.is_object(spec.connection_specification) then
    return refuse("spec.connection_specification")
  elseif spec.connection_specification.properties ~= nil
    and not json.is_object(spec.connection_specification.properties) then
    return refuse("spec.connection_specification.properties to be a mapping")
  end
  return true
end

local function check_size(self, connector)
  local size = #json.encode(connector.manifest) + #(connector.components or "") + 1024
  if size <= LARGE then
    return true
  end
  local most = self.capabilities.max_body or LARGEST
  if size > most then
    return nil, ("manifest.yaml: %d bytes to send, this workspace takes at most %d"):format(size,
      most), "limit"
  end
  return true, ("manifest.yaml: %.1f MB are a lot for one request"):format(size / LARGE)
end

--- What would make the server answer 4xx or 5xx, before anything is sent.
---@param connector {name:string, manifest:any, components:string|nil}
---@return boolean|nil ok
---@return string|nil message with ok: a warning
---@return string|nil code
function write:preflight(connector)
  local manifest = connector.manifest
  if not json.is_object(manifest) or manifest.type ~= "DeclarativeSource" then
    return refuse("the type DeclarativeSource")
  elseif (utf8.len(connector.name) or #connector.name) > 256 then
    return nil, "connector.yaml: spec.name is longer than 256 characters", "limit"
  end
  local ok, message, code = check_version(manifest.version)
  if ok then
    ok, message, code = check_spec(manifest.spec)
  end
  if not ok then
    return nil, message, code
  end
  return check_size(self, connector)
end

-- Nobody knows whether the server did it. A refusal with a status is known, but for the 5xx that
-- something on the way may have said.
local function is_unknown(code, status)
  if status then
    return status >= 500 or status == 408
  end
  return code == "network" or code == "timeout" or code == "cancelled" or code == "limit"
end

-- The server itself says that it failed, so it will again; what is on the way speaks of today.
local function is_final(status)
  return status ~= nil and status >= 500 and (status < 502 or status > 504)
end

-- It may still be at it, so what is not there now may come to be.
local function may_go_on(code, status)
  return code == "timeout" or code == "cancelled" or status == 504 or status == 408
end

-- The connector that a create has made: the plan knew none of this name.
local function registered(self, new)
  local list, message, code = self:list()
  if not list then
    return nil, message, code
  end
  local sha256 = value.sha256(new.manifest, new.components)
  for _, one in ipairs(list) do
    if one.name == new.name and one.sha256 == sha256 then
      return one
    end
  end
  return nil
end

local function post(self, new)
  local body = json.new_object({ { "name", new.name }, { "manifest", new.manifest } })
  body.components = new.components
  local answer, message, code, status = self.client:call("POST", self.path, body,
    { ["Idempotency-Key"] = new.token })
  if answer == nil then
    return nil, message, code, status
  end
  local made
  made, message, code = self.definition(answer)
  return made, message, code
end

--- Registers a connector. A lost answer is settled by looking whether it is there; only when it is
--- not, and cannot come to be any more, is it asked for again.
---@param new {name:string, manifest:any, components:string|nil, token:string}
---@return table|nil definition
---@return string|nil message
---@return string|nil code
function write:create(new)
  local ok, problem, kind = self:preflight(new)
  if not ok then
    return nil, problem, kind
  end
  for attempt = 1, ATTEMPTS do
    local made, message, code, status = post(self, new)
    if made or not is_unknown(code, status) then
      return made, message, code
    end
    local found, trouble = registered(self, new)
    if found then
      return found
    elseif trouble or is_final(status) or attempt == ATTEMPTS
      or may_go_on(code, status) and not self.capabilities.idempotency_key then
      return nil, message, code == "limit" and "network" or code
    end
    pool.sleep(retry.pause(attempt))
  end
end

local function stale(id, now, seen)
  if now.version == seen.version and now.name == seen.name then
    return nil
  end
  return ("connector %s was changed meanwhile: version %s of '%s', the plan saw %s of '%s'"):format(
    id, tostring(now.version), now.name, tostring(seen.version), seen.name)
end

local function wanted(change, now)
  return {
    name = change.name or now.name,
    manifest = change.manifest or now.manifest,
    components = change.manifest and change.components or not change.manifest and now.components
      or nil,
  }
end

local function put(self, id, change, now, target)
  local body = json.new_object({ { "manifest", target.manifest } })
  body.name = change.name
  -- Left out means that they stay, so those that are to go are told as null.
  body.components = target.components or now.components and json.null or nil
  local headers = self.capabilities.conditional_write
    and { ["If-Match"] = ('"%s"'):format(now.version) } or nil
  local answer, message, code, status = self.client:call("PUT", self:at(id), body, headers)
  if answer == nil then
    return nil, message, code, status
  end
  local made
  made, message, code = self.definition(answer)
  return made, message, code
end

--- Changes a connector that is still as it was seen. This API makes a version of every PUT, also
--- of one that changes nothing or comes twice: so it is looked at before each one.
---@param id string
---@param change {name:string|nil, manifest:any, components:string|nil}
---@param seen {version:integer, name:string}
---@return table|nil definition
---@return string|nil message
---@return string|nil code
function write:update(id, change, seen)
  local lost, why, final
  for attempt = 1, ATTEMPTS do
    local now, message, code = self:get(id)
    if not now then
      return nil, lost or message, lost and why or code == "not_found" and "conflict" or code
    end
    local target = wanted(change, now)
    if now.name == target.name and value.same(now, target) then
      return now
    elseif final then
      return nil, lost, why
    end
    local reason = stale(id, now, seen)
    if reason then
      return nil, ("workspace %s: %s"):format(self.name, reason), "conflict"
    end
    local ok, problem, kind = self:preflight(target)
    if not ok then
      return nil, problem, kind
    end
    local made, status
    made, message, code, status = put(self, id, change, now, target)
    if made or not is_unknown(code, status) then
      return made, message, code
    end
    lost, why, final = message, code == "limit" and "network" or code, is_final(status)
    if attempt < ATTEMPTS then
      pool.sleep(retry.pause(attempt))
    end
  end
  return nil, lost, why
end

return write
