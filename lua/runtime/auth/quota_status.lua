--- Asks an API how many calls a token has left.
local expiry = require("runtime.auth.expiry")
local failure = require("runtime.failure")
local http_client = require("runtime.http.client")
local json = require("host.json")
local requests = require("runtime.http.requests")
local resolution = require("runtime.http.resolution")
local values = require("runtime.interpolation.values")

local quota_status = {}

local function handler(unavailable)
  return {
    max_retries = 5,
    interpret = function(_, reply, problem)
      if reply and unavailable[reply.status] then
        return { action = "IGNORE" }
      end
      return resolution.default(reply, problem)
    end,
  }
end

local function value_at(body, path, quota, field)
  local value = body
  for _, key in ipairs(path) do
    value = json.is_object(value) and value[key] or nil
    if value == nil then
      failure.raise({
        message = ('Quota status response does not contain the configured %s path for token quota '
          .. '"%s".'):format(field, quota.name),
        internal = ("Quota status response did not contain the %s path %s configured for quota "
          .. "'%s'"):format(field, values.repr(path), quota.name),
      })
    end
  end
  return value
end

local function whole(value)
  return math.tointeger(tonumber(value)) or 0
end

local function tracked(body, quota)
  local remaining = whole(value_at(body, quota.remaining_path, quota, "remaining"))
  local limit = quota.limit_path and whole(value_at(body, quota.limit_path, quota, "limit"))
  return {
    tracked = true,
    remaining = remaining,
    limit = limit or remaining,
    reset = expiry.parse(value_at(body, quota.reset_path, quota, "reset")),
  }
end

local function untracked()
  return { tracked = false, remaining = 0, limit = 0, reset = expiry.now() }
end

--- @param fields table run, method, url, headers (JSON object), unavailable (set of statuses),
---   quotas, header (of the token), prefix
--- @return function fetch(token) -> state of each quota by its name
function quota_status.fetcher(fields)
  local client = http_client.new({
    name = "quota_status",
    run = fields.run,
    error_handler = handler(fields.unavailable),
  })
  return function(token)
    local headers = json.copy(fields.headers)
    headers[fields.header] = fields.prefix .. token
    local request = requests.prepare(fields.method, fields.url, { headers = headers })
    local reply = client:send(request)
    local is_known = reply and not fields.unavailable[reply.status]
    local body = is_known and json.decode(reply.body)
    local states = {}
    for _, quota in ipairs(fields.quotas) do
      states[quota.name] = is_known and tracked(body, quota) or untracked()
    end
    return states
  end
end

return quota_status
