local later = require("util.later")
local dpath = later("runtime.values.dpath")
local expiry = later("runtime.auth.expiry")
local failure = require("runtime.failure")
local json = require("host.json")
local oauth = require("runtime.auth.oauth")
local stores = later("runtime.auth.token_stores")
local values = require("runtime.interpolation.values")

local JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
local DEFAULT_ERRORS = {
  status_codes = { 400 },
  key = "error",
  values = { "invalid_grant", "invalid_permissions" },
}

--- A function that evaluates a field: its text, or nil when it is absent or empty.
local function reader(node, build, field, default)
  local expression = build:string(node, field)
  if not expression then
    return function()
      return default
    end
  end
  return function()
    local value = expression:eval()
    if value == nil or value == json.null or value == "" then
      return nil
    end
    return values.str(value)
  end
end

-- A refresh token that is empty is sent all the same.
local function refresh_token_reader(node, build)
  local expression = build:string(node, "refresh_token")
  return function()
    return expression and values.str(expression:eval()) or nil
  end
end

local function mapping_reader(node, build, field)
  local expression = build:mapping(node, field)
  return function()
    return expression and expression:eval() or nil
  end
end

local function rules_of(part)
  local status_codes = part.refresh_token_error_status_codes
  local key = part.refresh_token_error_key
  local list = part.refresh_token_error_values
  local set = (status_codes and #status_codes > 0) or (key and key ~= "") or (list and #list > 0)
  return set and { status_codes = status_codes or {}, key = key or "", values = list or {} }
end

local function error_rules(node, updater)
  local own, updaters = rules_of(node), updater and rules_of(updater)
  if own and updaters then
    failure.value_error(
      "refresh_token_error should either be defined on the OAuthAuthenticatorModel or the "
        .. "RefreshTokenUpdaterModel, not both"
    )
  end
  return updaters or own or DEFAULT_ERRORS
end

local function assertion_of(node, build)
  local flag = build:boolean(node, "use_profile_assertion")
  if not (flag and flag:eval()) then
    return nil
  end
  local authenticator = build:component(build:value(node, "profile_assertion"))
  if not authenticator then
    failure.value_error(
      "OAuthAuthenticator configuration error: 'profile_assertion' is required when using the "
        .. "profile assertion flow."
    )
  end
  return function()
    return authenticator:token()
  end
end

local function check(node, build, fields, updater)
  if fields.assertion or updater then
    return
  end
  if build:value(node, "client_id") == nil or build:value(node, "client_secret") == nil then
    failure.value_error(
      "OAuthAuthenticator configuration error: Both 'client_id' and 'client_secret' are required "
        .. "for the basic OAuth flow."
    )
  elseif fields.grant_type() == "refresh_token" and build:value(node, "refresh_token") == nil then
    failure.value_error(
      "OAuthAuthenticator configuration error: A 'refresh_token' is required when the 'grant_type' "
        .. "is set to 'refresh_token'."
    )
  end
end

--- The shared entry of equal authenticators.
local function shared_of(build, fields)
  local key = json.encode(json.new_array({
    fields.url() or "",
    fields.client_id() or "",
    fields.client_secret() or "",
    fields.grant_type() or "",
    fields.store_key,
    fields.scopes or "",
    fields.extra_body() or "",
    fields.extra_headers() or "",
  }))
  local tokens = build.run.tokens
  tokens[key] = tokens[key] or {}
  return tokens[key]
end

local function known_expiry(node, build)
  local written = build:value(node, "token_expiry_date")
  if written == nil or written == "" then
    return expiry.ended()
  end
  local ok, us = pcall(expiry.parse, build:static(node, "token_expiry_date"))
  if not ok then
    failure.value_error("Invalid token expiry date format: " .. tostring(us.message))
  end
  return us
end

-- A store that is opened when the first token is wanted: streams are described, too, where a
-- config has no credentials for the templates.
local function memory_store(node, build, fields)
  local refresh_token = refresh_token_reader(node, build)
  local known = { expiry = known_expiry(node, build) }
  known.token = build:static_text(node, "access_token_value")
  known.refresh_token, known.reply_name = refresh_token, fields.refresh_token_name
  return function(opened)
    opened.store_key = refresh_token() or ""
    opened.shared = shared_of(build, opened)
    opened.store = stores.memory(opened.shared, known)
  end
end

local function config_store(build, updater, fields)
  local reply_name = build:value(updater, "refresh_token_name") or "refresh_token"
  local refresh_path = build:value(updater, "refresh_token_config_path")
  fields.refresh_token_name = function()
    return reply_name
  end
  fields.store_key = json.encode(refresh_path or "")
  build.run.unsteady = true
  fields.shared = shared_of(build, fields)
  return stores.config({
    config = build.config,
    messages = build.run.messages,
    token_path = build:value(updater, "access_token_config_path")
      or { "credentials", "access_token" },
    refresh_token_path = refresh_path or { "credentials", "refresh_token" },
    expiry_path = build:value(updater, "token_expiry_date_config_path")
      or { "credentials", "token_expiry_date" },
    reply_name = fields.refresh_token_name,
  })
end

--- With a refresh_token_updater the credentials of the config come first.
local function prefer_config(build, fields)
  for _, name in ipairs({ "client_id", "client_secret" }) do
    local given = fields[name]
    fields[name] = function()
      return dpath.get(build.config, { "credentials", name }) or given()
    end
  end
end

local function build_authenticator(node, build)
  local updater = build:value(node, "refresh_token_updater")
  local fields = {
    messages = build.run.messages,
    url = reader(node, build, "token_refresh_endpoint"),
    scopes = build:value(node, "scopes"),
    in_query = node.send_refresh_request_as_query_params == true,
    expiry_is_date = (build:value(node, "token_expiry_date_format") or "") ~= "",
    extra_body = mapping_reader(node, build, "refresh_request_body"),
    extra_headers = mapping_reader(node, build, "refresh_request_headers"),
    assertion = assertion_of(node, build),
    error_rules = error_rules(node, updater),
    client_id = reader(node, build, "client_id"),
    client_secret = reader(node, build, "client_secret"),
  }
  for _, name in ipairs({ "client_id", "client_secret", "refresh_token", "access_token" }) do
    fields[name .. "_name"] = reader(node, build, name .. "_name", name)
  end
  fields.expires_in_name = reader(node, build, "expires_in_name", "expires_in")
  fields.grant_type_name = reader(node, build, "grant_type_name", "grant_type")
  fields.grant_type = reader(node, build, "grant_type", "refresh_token")
  if fields.assertion then
    fields.grant_type = function()
      return JWT_GRANT
    end
  end
  fields.open = not updater and memory_store(node, build, fields)
  check(node, build, fields, updater)
  if updater then
    prefer_config(build, fields)
    fields.store = config_store(build, updater, fields)
    fields.store:expiry() -- one that cannot be read fails before anything is asked
  end
  return oauth.new(fields)
end

return {
  type = "OAuthAuthenticator",
  kind = "authenticator",
  summary = "Asks an OAuth 2.0 token endpoint for access tokens and sends them as bearer tokens.",
  fields = require("runtime.auth.oauth_fields"),
  build = build_authenticator,
}
