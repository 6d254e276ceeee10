--- Session tokens: one login, its token for the requests that follow (§11).
local datetime = require("runtime.time.datetime")
local dpath = require("runtime.values.dpath")
local expiry = require("runtime.auth.expiry")
local failure = require("runtime.failure")
local json = require("host.json")
local scheduler = require("runtime.scheduler")

local session = {}
session.__index = session

--- @param fields table requester, decoder, path, duration (ISO 8601 text or nil), shared (a table
---   that equal providers share). Raises an ISO8601Error.
function session.new(fields)
  if fields.duration then
    local duration, message = datetime.duration(fields.duration)
    if not duration then
      failure.raise({ class = "ISO8601Error", message = message })
    end
    fields.duration = duration
  end
  return setmetatable(fields, session)
end

local function key_error(path)
  local list = require("runtime.interpolation.values").repr(path)
  failure.raise({ class = "KeyError", message = list, arguments = list })
end

local function read_error(message)
  failure.raise({ class = "ReadException", message = message })
end

local function log_in(self)
  local reply = self.requester:send({})
  if not reply then
    read_error("Failed to get session token, response got ignored by requester")
  end
  local body = self.decoder:decode(reply)[1] or json.new_object()
  local token = dpath.get(body, self.path)
  if token == nil then
    key_error(self.path)
  elseif token == json.null then
    read_error("Failed to get session token, token is None")
  end
  return token
end

local function ends_at(self)
  if not self.duration then
    return math.maxinteger
  end
  return datetime.add(expiry.now(), self.duration)
end

--- Without a duration the reference logs in several times for each request and sends the token of
--- the last login. Two logins, once for a run, show the API the same: it may give the first one a
--- token that the next login replaces.
local function fresh_token(self)
  local token = log_in(self)
  if not self.duration then
    token = log_in(self)
  end
  return token
end

function session:token()
  local shared = self.shared
  while shared.gate do
    shared.gate:wait()
  end
  if shared.ends and shared.ends >= expiry.now() then
    return shared.token
  end
  shared.gate = scheduler.gate()
  local ok, token = pcall(fresh_token, self)
  local gate = shared.gate
  shared.gate = nil
  gate:open()
  if not ok then
    error(token, 0)
  end
  shared.token, shared.ends = token, ends_at(self)
  return token
end

return session
