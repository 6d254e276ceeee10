--- Where an OAuth authenticator keeps its tokens: in memory, or in the config when each refresh
--- token may be used once only.
local dpath = require("runtime.values.dpath")
local expiry = require("runtime.auth.expiry")
local failure = require("runtime.failure")
local json = require("host.json")

local stores = {}

local memory = {}
memory.__index = memory

--- @param shared table that equal authenticators share; filled at its first use
--- @param fields table token, expiry (microseconds), refresh_token(), reply_name()
function stores.memory(shared, fields)
  if not shared.expiry then
    shared.token, shared.expiry = fields.token, fields.expiry
  end
  fields.shared = shared
  fields.read_refresh_token = fields.refresh_token
  fields.refresh_token, fields.token, fields.expiry = nil, nil, nil
  return setmetatable(fields, memory)
end

function memory:token()
  return self.shared.token
end

--- A token that was never there has always ended.
function memory:expiry()
  return self.shared.token and self.shared.expiry or 0
end

function memory:refresh_token()
  return self.read_refresh_token()
end

--- @param name string what the reply should call the token
function memory:keep(token, ends, _, name)
  if not token or token == "" then
    local message = "Token refresh API response was missing access token " .. name
    failure.raise({ class = "Exception", message = message })
  end
  self.shared.token, self.shared.expiry = token, ends
end

local config_store = {}
config_store.__index = config_store

--- @param fields table config, messages, token_path, refresh_token_path, expiry_path, reply_name()
function stores.config(fields)
  return setmetatable(fields, config_store)
end

local function read(self, path)
  local value = dpath.get(self.config, path)
  return value ~= json.null and value or nil
end

--- A token that the endpoint gave as null stays null.
function config_store:token()
  local token = dpath.get(self.config, self.token_path)
  return token ~= "" and token or nil
end

function config_store:expiry()
  local value = dpath.get(self.config, self.expiry_path)
  if value == nil or value == "" then
    return expiry.ended()
  end
  return expiry.parse(value)
end

function config_store:refresh_token()
  return read(self, self.refresh_token_path) or ""
end

--- Writes what is new into the config and tells the platform at once: the old refresh token is
--- worth nothing from here on, whatever the access token is like. A reply without refresh token
--- leaves the old one.
function config_store:keep(token, ends, refresh_token)
  dpath.new(self.config, self.token_path, token == nil and json.null or token)
  if refresh_token ~= nil then
    dpath.new(self.config, self.refresh_token_path, refresh_token)
  end
  dpath.new(self.config, self.expiry_path, expiry.text(ends))
  self.messages:control_config(self.config)
end

return stores
