--- When a call may be made once more, and after how long. Reading and deleting may be repeated; a
--- write only when the server cannot have begun it. What else to do after a write that nobody
--- knows the end of is the driver's matter.
local clock = require("host.clock")
local pool = require("workspace.pool")
local time = require("util.time")

local retry = {}
retry.__index = retry

local RETRIED = { [408] = true, [429] = true, [502] = true, [503] = true, [504] = true }
local SAFE = { GET = true, DELETE = true }
local ATTEMPTS = 4
local SLOW_ATTEMPTS = 2 -- of a server that does not answer in time
local FIRST = 0.5 -- seconds; doubled each time
local LONGEST = 60 -- seconds; a server that asks for more is told as a failure
local DEADLINE = 150 -- seconds of attempts and waits together

--- @param method string
function retry.new(method)
  return setmetatable({ method = method, attempt = 0, begun = clock.monotonic() }, retry)
end

-- The server was not reached at all.
local function is_unsent(message)
  return message ~= nil and (message:find("resolve host", 1, true) ~= nil
    or message:find("connect to", 1, true) ~= nil or message:find("not be reached", 1, true) ~= nil)
end

local function is_safe(self, response, message)
  if SAFE[self.method] then
    return true
  end
  return response and response.status == 429 or not response and is_unsent(message)
end

-- What Retry-After asks for: seconds, or a date.
local function asked(response)
  local text = response and response.headers["retry-after"]
  if not text then
    return nil
  end
  local at = time.from_http(text)
  return tonumber(text) or at and math.max(0, at - clock.now())
end

--- A wait of this attempt: doubled each time, a random part of it less, so that those who failed
--- together do not come back together.
---@param attempt integer from 1
---@return number seconds
function retry.pause(attempt)
  return FIRST * 2 ^ (attempt - 1) * (0.5 + math.random() / 2)
end

--- Decides and waits.
---@param response table|nil
---@param message string|nil of a call without an answer
---@param code string|nil
---@return boolean again
function retry:again(response, message, code)
  self.attempt = self.attempt + 1
  local retried = response and RETRIED[response.status]
    or not response and (code == "network" or code == "timeout")
  local most = code == "timeout" and SLOW_ATTEMPTS or ATTEMPTS
  if not retried or not is_safe(self, response, message) or self.attempt >= most then
    return false
  end
  local seconds = asked(response) or retry.pause(self.attempt)
  if seconds > LONGEST or clock.monotonic() - self.begun + seconds > DEADLINE then
    return false
  end
  return pool.sleep(seconds) ~= nil
end

return retry
