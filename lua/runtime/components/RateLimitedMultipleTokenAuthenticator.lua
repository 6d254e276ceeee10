local later = require("util.later")
local expiry = later("runtime.auth.expiry")
local failure = require("runtime.failure")
local json = require("host.json")
local matching = later("runtime.rates.matching")
local pools = later("runtime.auth.token_pool")
local quota_status = later("runtime.auth.quota_status")
local requests = later("runtime.http.requests")
local response = later("runtime.http.response")
local values = require("runtime.interpolation.values")

local authenticator = {}
authenticator.__index = authenticator

--- The token depends on the request: see put_token.
function authenticator.request_options()
  return {}
end

--- The first quota whose matchers fit, else the one without matchers, else the first.
local function quota_for(self, request)
  local default
  for _, quota in ipairs(self.quotas) do
    if #quota.matchers == 0 then
      default = default or quota
    elseif matching.any(quota.matchers, request) then
      return quota
    end
  end
  return default or self.quotas[1]
end

--- Puts a token into a request that is about to be sent.
function authenticator:put_token(request)
  local token = self.pool:acquire(quota_for(self, request))
  request.token = token
  requests.set_credentials(request, { [self.header] = self.prefix .. token })
end

local function header_integer(reply, name)
  local text = name and response.header(reply, name)
  return text and math.tointeger(tonumber(text))
end

local function header_time(reply, name)
  local text = name and response.header(reply, name)
  local ok, us = pcall(expiry.parse, text or "")
  return text and ok and us or nil
end

--- What a reply tells about the quota of the token that was sent.
function authenticator:observe(request, reply)
  local quota = quota_for(self, request)
  local is_exhausted = quota.exhausted[reply.status] == true
  local seen = {
    remaining = header_integer(reply, quota.remaining_header),
    limit = header_integer(reply, quota.limit_header),
    reset = header_time(reply, quota.reset_header),
    is_exhausted = is_exhausted,
  }
  if seen.remaining == nil and is_exhausted then
    seen.remaining = 0
  end
  if request.token and (seen.remaining or seen.limit or seen.reset) then
    self.pool:update(request.token, quota, seen)
  end
end

--- Whether a retry at once would go out with another token that has calls left.
function authenticator:has_alternative(request)
  return request.token ~= nil and self.pool:has_alternative(request.token, quota_for(self, request))
end

local function add_token(list, text)
  text = text:match("^%s*(.-)%s*$")
  if text ~= "" then
    list[#list + 1] = text
  end
end

local function tokens_of(node, build)
  local list = {}
  if type(node.tokens) ~= "string" then
    for _, token in ipairs(node.tokens or {}) do
      add_token(list, values.str(build:string_of(node, token):eval()))
    end
    return list
  end
  local delimiter = build:value(node, "token_delimiter") or ","
  local rest = build:static_text(node, "tokens") .. delimiter
  while rest ~= "" do
    local start, stop = rest:find(delimiter, 1, true)
    if not start then
      break
    end
    add_token(list, rest:sub(1, start - 1))
    rest = rest:sub(stop + 1)
  end
  return list
end

local function require_some(list, message, what)
  if #list == 0 then
    local internal = "RateLimitedMultipleTokenAuthenticator requires at least one " .. what
    failure.config_error(message, internal)
  end
end

local function max_wait_of(node, build)
  local text = build:static_text(node, "max_wait_time") or "PT2H"
  local duration = require("runtime.time.datetime").duration(text)
  if not duration or duration.months ~= 0 then
    failure.value_error("Invalid max_wait_time: " .. text)
  end
  return duration.us / 1000000
end

--- Equal authenticators share the counts of their tokens.
local function pool_of(node, build, fields)
  local shared, key = build.run.tokens, "quotas " .. json.encode(node)
  if not shared[key] then
    local source = build:component(node.quota_status_source)
    shared[key] = pools.new({
      tokens = fields.tokens,
      quotas = fields.quotas,
      messages = build.run.messages,
      max_wait = max_wait_of(node, build),
      reserve_fraction = build:value(node, "budget_reserve_fraction") or 0.1,
      min_reserve = build:value(node, "budget_min_reserve") or 50,
      fetch = quota_status.fetcher({
        run = build.run,
        method = source.method,
        url = source.url,
        headers = source.headers,
        unavailable = source.unavailable,
        quotas = fields.quotas,
        header = fields.header,
        prefix = fields.prefix,
      }),
    })
  end
  return shared[key]
end

return {
  type = "RateLimitedMultipleTokenAuthenticator",
  kind = "authenticator",
  summary = "Sends one of several tokens and goes on to the next when its calls are used up.",
  fields = require("runtime.auth.token_pool_fields"),
  build = function(node, build)
    local method = build:value(node, "auth_method") or "Bearer"
    local self = setmetatable({
      tokens = tokens_of(node, build),
      quotas = build:components(node.quotas),
      header = build:value(node, "header") or "Authorization",
      prefix = method ~= "" and method .. " " or "",
    }, authenticator)
    local no_tokens = "Authentication tokens are missing from the configuration."
    require_some(self.tokens, no_tokens, "token")
    require_some(self.quotas, "Quota pool configuration is missing.", "quota pool")
    for _, token in ipairs(self.tokens) do
      build.run.messages:add_secret(token)
    end
    self.pool = pool_of(node, build, self)
    return self
  end,
}
