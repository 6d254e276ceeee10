--- OAuth 2.0 access tokens: kept until they end, then asked for anew (§11).
---
--- Equal authenticators share one token, in build.run.tokens: several streams of a connector need
--- one login, not one each.
local endpoint = require("runtime.auth.token_endpoint")
local expiry = require("runtime.auth.expiry")
local failure = require("runtime.failure")
local json = require("host.json")
local scheduler = require("runtime.scheduler")
local values = require("runtime.interpolation.values")

local oauth = {}

local MAX_DEPTH = 5

local function open(self)
  local ok, reason = pcall(self.open, self)
  if not ok then
    failure.raise({
      message = "OAuth access token refresh request failed.",
      internal = "Unexpected error during OAuth token refresh: " .. failure.from(reason).message,
    })
  end
end

-- `store` and `shared` of an authenticator that has `open` are there once they are asked for.
function oauth.__index(self, name)
  if (name == "store" or name == "shared") and rawget(self, "open") then
    open(self)
    return rawget(self, name)
  end
  return oauth[name]
end

--- @param fields table see components/OAuthAuthenticator.lua
function oauth.new(fields)
  return setmetatable(fields, oauth)
end

--- The first value under a name anywhere in a reply.
local function find(value, name, depth)
  if depth > MAX_DEPTH then
    local message = "The maximum level of recursion is reached. Couldn't find the specified `"
      .. name
      .. "` in the response."
    failure.raise({ type = "config_error", message = message, internal = message })
  end
  if type(value) ~= "table" or not (json.is_object(value) or json.is_array(value)) then
    return nil
  end
  if json.is_object(value) and value[name] ~= nil then
    return value[name] ~= json.null and value[name] or nil
  end
  for _, member in pairs(value) do
    local found = find(member, name, depth + 1)
    if found ~= nil then
      return found
    end
  end
end

local function has_authorization(headers)
  return headers and headers.Authorization ~= nil
end

local function assertion_arguments(self)
  return json.new_object({
    { self.grant_type_name(), self.grant_type() },
    { "assertion", self.assertion() },
  })
end

local function client_id_of(self)
  local id = self.client_id()
  if not id then
    failure.raise({
      message = "OAuth access token refresh request failed.",
      internal = "Unexpected error during OAuth token refresh: OAuthAuthenticator was unable to "
        .. "evaluate client_id parameter",
    })
  end
  return id
end

--- Some APIs take an empty secret.
local function client_secret_of(self)
  local secret = self.client_secret()
  if not secret then
    self.messages:log(
      "WARN",
      "OAuthAuthenticator was unable to evaluate client_secret parameter hence it'll be empty"
    )
  end
  return secret or ""
end

--- What is sent to the token endpoint, in this order; extras never replace what is there.
local function refresh_arguments(self, headers)
  if self.assertion then
    return assertion_arguments(self)
  end
  local arguments = json.new_object({ { self.grant_type_name(), self.grant_type() } })
  if not has_authorization(headers) then
    arguments[self.client_id_name()] = client_id_of(self)
    arguments[self.client_secret_name()] = client_secret_of(self)
  end
  arguments[self.refresh_token_name()] = self.store:refresh_token()
  if self.scopes and #self.scopes > 0 then
    arguments.scopes = self.scopes
  end
  for key, value in pairs(self.extra_body() or {}) do
    if arguments[key] == nil then
      arguments[key] = value
    end
  end
  return arguments
end

local function masked(self)
  return function(text)
    for _, secret in ipairs({ self.store:refresh_token(), self.client_secret() }) do
      if type(secret) == "string" and secret ~= "" then
        text = text:gsub(secret:gsub("%W", "%%%0"), "****")
      end
    end
    return self.messages:mask(text)
  end
end

local function ask(self)
  local headers = self.extra_headers() or json.new_object()
  local arguments = refresh_arguments(self, headers)
  local nothing = json.new_object()
  return endpoint.post({
    url = self.url(),
    headers = headers,
    params = self.in_query and arguments or nothing,
    form = self.in_query and nothing or arguments,
    error_rules = self.error_rules,
    mask = masked(self),
    log = function(text)
      self.messages:log("INFO", text)
    end,
  })
end

local function end_of(self, content)
  local value = find(content, self.expires_in_name(), 0)
  if value ~= nil then
    return expiry.from_reply(value, self.expiry_is_date)
  end
  local known = self.store:expiry()
  return known > expiry.now() and known or expiry.default()
end

local function renew(self)
  local content = ask(self)
  local name = self.access_token_name()
  local token = find(content, name, 0)
  if token then
    self.messages:add_secret(token)
  end
  self.store:keep(token, end_of(self, content), find(content, self.store.reply_name(), 0), name)
end

local function has_ended(self)
  return expiry.now() > self.store:expiry()
end

--- One refresh at a time: who comes meanwhile waits for it, and takes its token.
local function refresh_once(self)
  local shared = self.shared
  while shared.gate do
    shared.gate:wait()
    if not has_ended(self) then
      return
    end
  end
  shared.gate = scheduler.gate()
  local ok, reason = pcall(renew, self)
  local gate = shared.gate
  shared.gate = nil
  gate:open()
  if not ok then
    error(reason, 0)
  end
end

--- The access token, refreshed when it has ended.
function oauth:token()
  if not self.url() then
    return self.store:token() or failure.value_error("access_token is not set")
  end
  if has_ended(self) then
    refresh_once(self)
  end
  return self.store:token()
end

function oauth:request_options()
  local value = "Bearer " .. values.str(self:token() or "")
  return { headers = json.new_object({ { "Authorization", value } }) }
end

--- The header that a request would carry now, without a refresh; nil when there is no token yet.
function oauth:current_header()
  local token = self.store:token()
  return token and token ~= "" and "Bearer " .. values.str(token) or nil
end

local function is_passing(reason)
  return type(reason) == "table" and reason.type == "transient_error"
end

--- For REFRESH_TOKEN_THEN_RETRY. @return string "refreshed" or "failed" (in passing)
--- @param rejection string|nil which request was rejected, for errors
function oauth:refresh(rejection)
  local ok, reason = pcall(refresh_once, self)
  if ok then
    return "refreshed"
  elseif is_passing(reason) then
    local why = tostring(reason.internal or reason.message)
    self.messages:log("WARN", "OAuth token refresh failed; the current token is kept: " .. why)
    return "failed"
  elseif type(reason) == "table" and reason.class == "HTTPError" then
    failure.raise({
      type = "config_error",
      message = "OAuth token refresh request is rejected by the token endpoint.",
      internal = ("%sthe OAuth token endpoint rejected the refresh request: %s"):format(
        rejection and rejection .. " and " or "",
        reason.message
      ),
    })
  end
  error(reason, 0)
end

return oauth
