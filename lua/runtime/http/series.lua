--- The requests of one slice that differ in the value of one parameter: page after page.
---
--- What templates, credentials and options give is the same for all of them, so it is worked out
--- for one request; of the others only the value is put into the address.
local json = require("host.json")
local requests = require("runtime.http.requests")
local url = require("runtime.http.url")

local series = {}
series.__index = series

-- What a request and those that follow it have in common.
local SHARED = {
  "method", "headers", "sensitive", "body", "is_json", "authenticator", "authenticate", "slice",
}

local function common(request)
  local fields = { is_web = true }
  for _, name in ipairs(SHARED) do
    fields[name] = request[name]
  end
  return { __index = fields }
end

--- Credentials that are asked for each time anew, nil when they are the same each time.
local function credentials(authenticator, slice)
  if authenticator and not (authenticator.is_steady and authenticator:is_steady()) then
    return authenticator:request_options(slice)
  end
end

--- @param request table of requests.prepare, with its address and params; not yet sent
--- @param name string the parameter
--- @param slice table
--- @return table|nil nil when the address is no plain one
function series.new(request, name, slice)
  local before, after = requests.around(request.address, request.params, name)
  return before
    and setmetatable({
      before = before,
      after = after,
      shared = common(request),
      slice = slice,
      authenticator = request.authenticator,
      credentials = credentials(request.authenticator, slice),
    }, series)
end

local function same(a, b)
  for place, values in pairs(a) do
    if not json.equal(values, b[place]) then
      return false
    end
  end
  return true
end

-- Fresh ones may have come meanwhile.
local function has_old_credentials(self)
  local now = self.authenticator:request_options(self.slice)
  return not (same(now, self.credentials) and same(self.credentials, now))
end

--- The request with that value; nil when it has to be made in the long way.
function series:request(value)
  if math.type(value) ~= "integer" then
    if type(value) ~= "string" then
      return nil
    end
    value = url.quote_plus(value)
  end
  if self.credentials and has_old_credentials(self) then
    return nil
  end
  return setmetatable({
    url = self.before .. value .. self.after,
    attempts = 0,
    began = 0,
    transfer = nil,
    has_cookies = nil,
  }, self.shared)
end

return series
