--- The requests of one slice that differ in the page token: page after page.
---
--- What templates, credentials and options give is the same for all of them, so it is worked out
--- for one request; of the others only the token is put in its place.
local json = require("host.json")
local token_places = require("runtime.http.token_places")

local series = {}
series.__index = series

-- What a request and those that follow it have in common.
local SHARED = {
  "method", "url", "headers", "sensitive", "body", "is_json", "authenticator", "authenticate",
  "slice",
}

local function common(request)
  local fields = { is_web = request.url:find("^https?:") ~= nil }
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

--- @param request table of requests.prepare; not yet sent
--- @param option table where the token is: a RequestPath or a RequestOption that is steady
--- @param slice table
--- @param address_of function path -> address
--- @return table|nil nil when there is more to the requests than the token
function series.new(request, option, slice, address_of)
  local field, value_of = token_places[option.place](request, option, address_of)
  return field
    and setmetatable({
      field = field,
      value_of = value_of,
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

--- The request with that token; nil when it has to be made in the long way.
function series:request(token)
  if math.type(token) ~= "integer" and type(token) ~= "string" then
    return nil
  elseif self.credentials and has_old_credentials(self) then
    return nil
  end
  local value = self.value_of(token)
  if value == nil then
    return nil
  end
  local request = { attempts = 0, began = 0, transfer = nil, has_cookies = nil, url = nil }
  request[self.field] = value
  return setmetatable(request, self.shared)
end

return series
