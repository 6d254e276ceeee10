local failure = require("runtime.failure")
local hash = require("host.hash")
local json = require("host.json")
local later = require("util.later")
local jwt = later("runtime.auth.jwt")
local values = require("runtime.interpolation.values")

local authenticator = {}
authenticator.__index = authenticator

local function refuse_reserved(object, names, field, noun)
  for _, name in ipairs(names) do
    if object[name] ~= nil then
      local quoted = "'" .. table.concat(names, "', '") .. "'"
      failure.value_error(
        ("%s are reserved %s and should not be set as part of '%s'"):format(
          quoted,
          noun,
          field
        )
      )
    end
  end
end

local function set_all(object, expressions)
  for _, entry in ipairs(expressions) do
    object[entry.name] = entry.expression:eval()
  end
end

function authenticator:header()
  local header = self.more_headers and self.more_headers:eval() or json.new_object()
  local reserved = { "kid", "alg", "typ", "cty" }
  refuse_reserved(header, reserved, "additional_jwt_headers", "headers")
  set_all(header, self.headers)
  header.alg = self.algorithm
  return header
end

function authenticator:payload()
  local payload = self.more_payload and self.more_payload:eval() or json.new_object()
  local reserved = { "iss", "sub", "aud", "iat", "exp", "nbf" }
  refuse_reserved(payload, reserved, "additional_jwt_payload", "properties")
  set_all(payload, self.claims)
  local now = jwt.now()
  payload.iat = now
  payload.exp = now + self.duration
  payload.nbf = now
  return payload
end

local function key_of(self)
  local key = values.str(self.key:eval())
  local passphrase = self.passphrase and self.passphrase:eval()
  if passphrase and passphrase ~= "" then
    return key, values.str(passphrase)
  end
  return self.encodes_key and hash.base64_encode(key) or key
end

local function sign(self)
  local payload = self:payload()
  local key, passphrase = key_of(self)
  return jwt.sign(self:header(), payload, key, passphrase)
end

-- Whatever keeps a token from being signed is told as that, templates included.
local function signed(self)
  local ok, result = pcall(sign, self)
  if not ok and type(result) == "table" then
    failure.value_error("Failed to sign token: " .. failure.from(result).message)
  end
  return ok and result or error(result, 0)
end

--- The signed token, with the prefix of the header in front.
function authenticator:token()
  local token = signed(self)
  local prefix = self.prefix and values.str(self.prefix:eval())
  return prefix and prefix ~= "" and prefix .. " " .. token or token
end

function authenticator:request_options()
  if not self.option then
    return { headers = json.new_object({ { "Authorization", self:token() } }) }
  end
  local bag = {}
  self.option:inject_credential(bag, self:token())
  return bag
end

--- The given fields of a part that are not empty, as expressions in order.
local function expressions_of(part, build, parameters, names)
  local list = {}
  for _, name in ipairs(names) do
    local value = part and build:value(part, name)
    if value ~= nil and value ~= "" then
      local expression = build:string_of(parameters, value)
      list[#list + 1] = { name = name, expression = expression }
    end
  end
  return list
end

local function build_authenticator(node, build)
  local headers = build:value(node, "jwt_headers") or json.new_object({ { "typ", "JWT" } })
  if (build:value(headers, "typ") or "") == "" then
    headers = json.copy(headers)
    headers.typ = "JWT"
  end
  local encodes = build:boolean(node, "base64_encode_secret_key")
  return setmetatable({
    key = build:string(node, "secret_key"),
    algorithm = node.algorithm,
    encodes_key = encodes and encodes:eval(),
    duration = build:value(node, "token_duration") or 1200,
    prefix = build:string(node, "header_prefix"),
    passphrase = build:string(node, "passphrase"),
    headers = expressions_of(headers, build, node, { "kid", "typ", "cty" }),
    claims = expressions_of(build:value(node, "jwt_payload"), build, node, { "iss", "sub", "aud" }),
    more_headers = build:mapping(node, "additional_jwt_headers"),
    more_payload = build:mapping(node, "additional_jwt_payload"),
    option = build:component(build:value(node, "request_option")),
  }, authenticator)
end

return {
  type = "JwtAuthenticator",
  kind = "authenticator",
  summary = "Signs a JSON Web Token and sends it.",
  fields = require("runtime.auth.jwt_fields"),
  build = build_authenticator,
}
