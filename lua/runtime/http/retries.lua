--- Repeats a request that failed (§10).
---
--- Three loops are nested, as in the reference: waits that a strategy names (innermost), rate
--- limits without a named wait, all other retries. Each has max_retries of its own.
local backoff = require("util.later")("runtime.http.backoff")
local clock = require("host.clock")
local failure = require("runtime.failure")
local scheduler = require("runtime.scheduler")
local values = require("runtime.interpolation.values")

local retries = {}

local MAX_TIME = 600 -- seconds; limits the innermost and the outermost loop

local function is_over(started)
  return clock.spent() - started >= MAX_TIME
end

-- The reference names what it retries, and the exception, by the names of its source.
local FAULT = "airbyte_cdk.sources.streams.http.exceptions.%s: %s"
local EXCEPTIONS = { rate = "RateLimitBackoffException", default = "DefaultBackoffException" }
local BACKING_OFF = "Backing off _send(...) for %.1fs (%s)"
local GIVING_UP = "Giving up _send(...) after %d tries (%s)"
local LIMIT = "Max retry limit reached after %.1fs. Request: <PreparedRequest [%s]>, Response: %s"
local RETRIED = "Caught retryable error '%s' after %d tries. Waiting %d seconds then retrying..."
local NAMED = "UserDefinedBackoffException: Rate limit exceeded%s. Retrying in %s seconds."

local function fault_of(outcome)
  return FAULT:format(EXCEPTIONS[outcome.retry], outcome.text)
end

local function tell_limit(self, request, outcome, tries, seconds)
  local text = outcome.retry ~= "named" and GIVING_UP:format(tries, fault_of(outcome))
  if not text then
    local reply = outcome.reply and ("<Response [%d]>"):format(outcome.reply.status) or "None"
    text = LIMIT:format(seconds, request.method, reply)
  end
  self.run.messages:log("ERROR", text)
end

local function wait(self, outcome, tries)
  local text, seconds
  if outcome.retry == "named" then
    local status = outcome.reply and (" (HTTP %d)"):format(outcome.reply.status) or ""
    seconds = backoff.checked(outcome.seconds + 1)
    text = NAMED:format(status, values.str(seconds))
  else
    seconds = 1 << (tries - 1)
    self.run.messages:log("INFO", BACKING_OFF:format(seconds, fault_of(outcome)))
    text = RETRIED:format(outcome.text, tries, seconds)
  end
  self.run.messages:log("INFO", text)
  scheduler.sleep(seconds)
end

--- A function that repeats `inner` while its outcome asks for retries of this kind. `request.first`
--- is the outcome of the attempt that is made already, at `request.began`.
local function repeated(kind, inner, limited)
  return function(self, request)
    local started, tries = request.first and request.began or clock.spent(), 0
    while true do
      local outcome = inner(self, request)
      if outcome.retry ~= kind then
        return outcome
      end
      tries = tries + 1
      if tries > self.max_retries or (limited and is_over(started)) then
        tell_limit(self, request, outcome, tries, clock.spent() - started)
        outcome.retry = "exhausted"
        return outcome
      end
      wait(self, outcome, tries)
    end
  end
end

local function first_or_next(self, request)
  local reply, outcome = nil, request.first
  request.first = nil
  if not outcome then
    reply, outcome = self:attempt(request)
  end
  return outcome or { reply = reply }
end

local named = repeated("named", first_or_next, true)
local rate = repeated("rate", named, false)
local with_retries = repeated("default", rate, true)

local function exhausted(self, outcome)
  local reply, text = outcome.reply, outcome.text
  self.run.messages:log("ERROR", "Retries exhausted with backoff exception.")
  if reply and reply.status == 429 then
    failure.raise({
      message = "API rate limit exceeded.",
      internal = "Rate limit retry budget exhausted. Last exception: " .. text,
      type = "transient_error",
      stream = self.name,
    })
  end
  failure.raise({
    message = "Exhausted available request attempts. Please see logs for more details. Exception: "
      .. text,
    internal = "Exhausted available request attempts. Exception: " .. text,
    type = outcome.resolution.type or "system_error",
    stream = self.name,
  })
end

--- Sends a request again whose first attempt has the given outcome.
--- @return table|nil reply. Raises failures, as client:send does
function retries.run(self, request, outcome)
  self.max_retries = self.run.no_retries and 0 or math.max(0, self.error_handler.max_retries or 5)
  request.first = outcome
  outcome = with_retries(self, request)
  if outcome.retry then
    exhausted(self, outcome)
  end
  return outcome.reply
end

return retries
