--- Sources and connections behind an API. Secrets of a configuration never come back, so they are
--- listed, made and deleted here; http_jobs.lua lets the server run them. Methods of the driver in
--- http.lua.
local json = require("host.json")

local sources = {}

local function quoted(id)
  return (id:gsub("[^%w._~-]", function(c)
    return ("%%%02X"):format(c:byte())
  end))
end

local function source_of(item)
  if not json.is_object(item) or type(item.sourceId) ~= "string" then
    return nil, "the workspace answered with something that is no source", "network"
  end
  return {
    id = item.sourceId,
    name = item.name,
    definition_id = item.definitionId,
    version = math.tointeger(item.version),
    configuration = item.configuration,
    created_at = item.createdAt,
  }
end

-- What `revos serve` tells beyond Airbyte.
local function last_sync_of(item)
  local last = item.lastSync
  if not json.is_object(last) or type(last.at) ~= "string" then
    return nil
  end
  return { at = last.at, status = tostring(last.status),
    records = math.tointeger(last.records) or json.null }
end

local function connection_of(item)
  if not json.is_object(item) or type(item.connectionId) ~= "string" then
    return nil, "the workspace answered with something that is no connection", "network"
  end
  local configurations = json.is_object(item.configurations) and item.configurations.streams
  return {
    id = item.connectionId,
    name = item.name,
    source_id = item.sourceId,
    source_name = type(item.sourceName) == "string" and item.sourceName or nil,
    last_sync = last_sync_of(item),
    destination = type(item.destination) == "string" and item.destination or item.destinationId,
    streams = json.is_array(configurations) and configurations or json.new_array(),
    created_at = item.createdAt,
  }
end

local function all(self, what, read)
  local items, message, code = self.client:all(("/%s?workspaceIds=%s&limit=100"):format(what,
    quoted(self.workspace_id)))
  if not items then
    return nil, message, code
  end
  local list = {}
  for i, item in ipairs(items) do
    list[i], message, code = read(item)
    if not list[i] then
      return nil, message, code
    end
  end
  return list
end

function sources:sources()
  return all(self, "sources", source_of)
end

function sources:connections()
  return all(self, "connections", connection_of)
end

local function one(read, answer, message, code)
  if answer == nil then
    return nil, message, code
  end
  return read(answer)
end

function sources:source(id)
  return one(source_of, self.client:call("GET", "/sources/" .. quoted(id)))
end

function sources:connection(id)
  return one(connection_of, self.client:call("GET", "/connections/" .. quoted(id)))
end

function sources:connections_of(source_id)
  local list, message, code = self:connections()
  if not list then
    return nil, message, code
  end
  local found = {}
  for _, connection in ipairs(list) do
    if connection.source_id == source_id then
      found[#found + 1] = { id = connection.id, name = connection.name }
    end
  end
  return found
end

-- The one of a name, so that a name is given once.
local function named(list, name)
  for _, one_of in ipairs(list) do
    if one_of.name == name then
      return one_of
    end
  end
  return nil
end

-- Makes one of `what`. A lost answer is settled by listing, as with connectors.
local function make(self, what, read, body)
  local before, message, code = self[what](self)
  if not before then
    return nil, message, code
  elseif named(before, body.name) then
    return nil, ("workspace %s: there is one of the name '%s' in its %s already"):format(self.name,
      body.name, what), "exists"
  end
  local answer, status
  answer, message, code, status = self.client:call("POST", "/" .. what, body)
  if answer ~= nil then
    return read(answer)
  elseif not status or status >= 500 then
    local found = named(self[what](self) or {}, body.name)
    if found then
      return found
    end
  end
  return nil, message, code
end

function sources:create_source(new)
  if new.pinned then
    return nil, ("workspace %s: its sources follow their connector, --pin cannot be kept"):format(
      self.name), "invalid"
  end
  return make(self, "sources", source_of, json.new_object({
    { "name", new.name }, { "workspaceId", self.workspace_id },
    { "definitionId", new.definition_id }, { "configuration", new.configuration } }))
end

-- Where Airbyte itself sends records is registered there, and named by its id.
local function destination_of(self, text)
  if not self.capabilities.airbyte then
    return "destination", text
  elseif text:find("^%x+%-%x+%-%x+%-%x+%-%x+$") and #text == 36 then
    return "destinationId", text
  end
  return nil, ("workspace %s: its destinations are made there; '%s' is the id of none"):format(
    self.name, text)
end

function sources:create_connection(new)
  local member, text = destination_of(self, new.destination)
  if not member then
    return nil, text, "invalid", { hint = "give the id of one with --destination" }
  end
  return make(self, "connections", connection_of, json.new_object({
    { "name", new.name }, { "sourceId", new.source_id }, { member, text },
    { "configurations", json.new_object({ { "streams", new.streams } }) } }))
end

local function delete(self, what, id)
  local answer, message, code = self.client:call("DELETE", ("/%s/%s"):format(what, quoted(id)))
  return answer ~= nil or nil, message, code
end

function sources:delete_source(id)
  return delete(self, "sources", id)
end

function sources:delete_connection(id)
  return delete(self, "connections", id)
end

return sources
