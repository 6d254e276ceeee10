local failure = require("runtime.failure")
local header_value = require("runtime.http.header_value")
local json = require("host.json")
local later = require("util.later")
local objects = require("runtime.values.objects")
local plain_request = later("runtime.auth.plain_request")
local reasons = later("runtime.auth.reasons")
local values = require("runtime.interpolation.values")

local authenticator = {}
authenticator.__index = authenticator

local function value_of(self, name)
  local expression = self[name]
  local value = expression and expression:eval()
  return objects.truthy(value) and value or ""
end

local function address(self, path)
  return values.str(value_of(self, "api_url")) .. values.str(value_of(self, path))
end

local function header(self, token)
  return json.new_object({ { values.str(value_of(self, "header")), token } })
end

local function connection_error(message)
  failure.raise({ class = "ConnectionError", message = message })
end

local function is_valid(self, token)
  local url, headers = address(self, "validate_session_url"), header(self, token)
  header_value.check_texts(headers)
  local reply = plain_request.send({ method = "GET", url = url, headers = headers })
  if reply.status == 401 then
    return false
  elseif reply.status >= 400 then
    local reason = reasons.http_error(reply.status, url)
    connection_error("Error while validating session token: " .. reason)
  end
  return true
end

local function token_in(self, body)
  local content = json.decode(body)
  if content == nil then
    local message = "Expecting value: line 1 column 1 (char 0)"
    failure.raise({ class = "JSONDecodeError", message = message })
  end
  local key = value_of(self, "session_token_response_key")
  if not json.is_object(content) then
    local message = json.is_array(content) and "list indices must be integers or slices, not str"
      or ("'%s' object is not subscriptable"):format(values.kind(content))
    failure.raise({ class = "TypeError", message = message })
  elseif content[key] == nil then
    failure.raise({ class = "KeyError", message = values.repr(key), arguments = values.repr(key) })
  end
  return content[key]
end

local function log_in(self, user, password)
  local url = address(self, "login_url")
  local reply = plain_request.send({
    method = "POST",
    url = url,
    body_json = json.new_object({ { "username", user }, { "password", password } }),
  })
  if reply.status >= 400 then
    local reason = reasons.http_error(reply.status, url)
    failure.raise({ class = "HTTPError", message = reason })
  end
  return values.str(token_in(self, reply.body))
end

local function find_token(self)
  local token = value_of(self, "session_token")
  if token ~= "" and is_valid(self, token) then
    return token
  end
  local user, password = value_of(self, "username"), value_of(self, "password")
  if user ~= "" and password ~= "" then
    return log_in(self, user, password)
  end
  connection_error(
    "Invalid credentials: session token is not valid or provide username and password"
  )
end

--- Validated, or asked for, once for a run.
function authenticator:request_options()
  self.shared.token = self.shared.token or find_token(self)
  return { headers = header(self, self.shared.token) }
end

local CONFIG = { "config" }

return {
  type = "LegacySessionTokenAuthenticator",
  kind = "authenticator",
  summary = "Sends a session token, asked for with user name and password where needed.",
  deprecated = "SessionTokenAuthenticator",
  fields = {
    {
      name = "header",
      type = "string",
      required = true,
      template = CONFIG,
      doc = "The header that carries the token.",
      example = "X-Session",
    },
    {
      name = "login_url",
      type = "string",
      required = true,
      template = CONFIG,
      doc = "The path of the login.",
      example = "session",
    },
    {
      name = "session_token",
      type = "string",
      template = CONFIG,
      secret = true,
      doc = "A token that is already there.",
      example = "{{ config['session_token'] }}",
    },
    {
      name = "session_token_response_key",
      type = "string",
      required = true,
      template = CONFIG,
      doc = "The member of the login's reply that is the token.",
      example = "id",
    },
    {
      name = "username",
      type = "string",
      template = CONFIG,
      doc = "The user name.",
      example = "{{ config['username'] }}",
    },
    {
      name = "password",
      type = "string",
      template = CONFIG,
      secret = true,
      doc = "The password.",
      example = "{{ config['password'] }}",
    },
    {
      name = "validate_session_url",
      type = "string",
      required = true,
      template = CONFIG,
      doc = "The path of a request that tells whether a token is good.",
      example = "user/current",
    },
  },
  build = function(node, build)
    local tokens, key = build.run.tokens, "legacy session " .. json.encode(node)
    tokens[key] = tokens[key] or {}
    local self = setmetatable({ shared = tokens[key] }, authenticator)
    for _, name in ipairs({
      "header", "login_url", "session_token", "session_token_response_key", "username",
      "password", "validate_session_url",
    }) do
      self[name] = build:string(node, name)
    end
    local url = build:parameters(node).url_base or build.url_base
    self.api_url = build:string_of(node, url)
    return self
  end,
}
