--- Sends a prepared request with the retries of §10.
---
--- Three loops are nested, as in the reference: waits that a strategy names (innermost), rate
--- limits without a named wait, all other retries. Each has max_retries of its own.
local clock = require("host.clock")
local cookies = require("runtime.http.cookies")
local failure = require("runtime.failure")
local later = require("util.later")
local backoff = later("runtime.http.backoff")
local request_texts = later("runtime.http.request_texts")
local resolution = later("runtime.http.resolution")
local response = later("runtime.http.response")
local scheduler = require("runtime.scheduler")
local token_refresh = later("runtime.http.token_refresh")
local values = require("runtime.interpolation.values")

local client = {}
client.__index = client

local WEB = "^https?:"
local MAX_TIME = 600 -- seconds; limits the innermost and the outermost loop

--- @param fields table name (of the stream), run, error_handler, authenticator, cache (optional),
---   connect_timeout, read_timeout (seconds, optional), keepalive
function client.new(fields)
  fields.options = {
    connect_timeout = fields.connect_timeout,
    read_timeout = fields.read_timeout,
    timeout = fields.run.request_timeout,
    keepalive = fields.keepalive,
    follow = true,
  }
  fields.error_handler = fields.error_handler or {
    interpret = function(_, reply, problem)
      return resolution.default(reply, problem)
    end,
    max_retries = 5,
  }
  fields.cookies = cookies.new()
  return setmetatable(fields, client)
end

local function start(self, request)
  local options = self.options -- one table for all requests
  options.method, options.url, options.body = request.method, request.url, request.body
  options.headers, options.sensitive = request.headers, request.sensitive
  return require("host.http").start(options)
end

local function transfer(self, request)
  local started, message, code = request.transfer, nil, nil
  request.transfer = nil -- a retry starts another one
  if not started then
    started, message, code = start(self, request)
  end
  if not started then
    return nil, message, code
  end
  return scheduler.await(started)
end

--- One exchange: from the cache, or over the network within the call budget.
local function exchange(self, request)
  if not request.url:find(WEB) then
    local text = "No connection adapters were found for " .. values.repr(request.url)
    return nil, { message = text, bad_scheme = true }
  end
  local cached = self.cache and self.cache:get(request)
  if cached then
    return cached
  end
  local budget = self.run.budget
  if budget then
    budget:acquire(request)
  end
  local reply, message, code = transfer(self, request)
  if self.run.messages.debug then
    self.run.messages:log("DEBUG", ("%s %s: %s"):format(request.method, request.url,
      reply and reply.status or message))
  end
  if not reply then
    return nil, { message = message, code = code }
  end
  reply.request = request
  self.cookies:take(reply)
  if budget then
    budget:update(request, reply)
  end
  if self.cache and response.is_ok(reply) then
    self.cache:put(request, reply)
  end
  return reply
end

local SIGNALS = {
  RESET_PAGINATION = true,
  REDUCE_PAGE_SIZE = true,
  SPLIT_REQUEST_WINDOW = true,
}

local function ignored(self, request, reply, problem, found)
  local text = found.message
  if not text or text == "" then
    local how = reply and "with response code '" .. reply.status .. "'"
      or "with error '" .. problem.message .. "'"
    text = "Ignoring response for '%s' request to '%s' %s"
    text = text:format(request.method, request.url, how)
  end
  self.run.messages:log("INFO", text)
end

local function named_wait(self, reply, attempt)
  for _, strategy in ipairs(self.error_handler.backoff_strategies or {}) do
    local seconds = strategy:wait(reply, attempt)
    if seconds and seconds ~= 0 then
      return seconds
    end
  end
end

--- Sends once. @return table outcome: reply, or retry ("named", "rate", "default") with seconds
local function attempt(self, request)
  request.attempts = request.attempts + 1
  if request.attempts > 1 and request.authenticate then
    request:authenticate()
  end
  local authenticator = self.authenticator
  if authenticator and authenticator.put_token then
    authenticator:put_token(request)
  end
  local reply, problem = exchange(self, request)
  if reply and authenticator and authenticator.observe then
    authenticator:observe(request, reply)
  end
  local found = self.error_handler:interpret(reply, problem)
  local action = found.action
  if found.quotes_reply then
    found.message = self.run.messages:mask(found.message)
  end
  if SIGNALS[action] then
    error({ signal = action, message = found.message, type = found.type }, 0)
  elseif action == "FAIL" then
    local text = request_texts.failed(self.run.messages, request, reply, problem)
    self.run.messages:log("ERROR", text)
    local message = found.message
    failure.raise({
      message = message and message ~= "" and message or text,
      internal = text,
      type = found.type,
    })
  elseif action == "IGNORE" then
    ignored(self, request, reply, problem, found)
    return { reply = reply }
  elseif action == "SUCCESS" then
    return { reply = reply }
  end
  if action == "RATE_LIMITED" then
    self.run.messages:status(self.name, "RUNNING", "RATE_LIMITED")
  elseif action == "REFRESH_TOKEN_THEN_RETRY" then
    token_refresh.run(self, request, reply, problem, found)
  end
  local rotates = action == "RATE_LIMITED"
    and authenticator
    and authenticator.has_alternative
    and authenticator:has_alternative(request)
  local seconds = rotates and 0.1 or named_wait(self, reply, request.attempts)
  local kind = seconds and "named" or action == "RATE_LIMITED" and "rate" or "default"
  local text = request_texts.retried(request, found)
  return { retry = kind, seconds = seconds, resolution = found, reply = reply, text = text }
end

local function is_over(started)
  return clock.spent() - started >= MAX_TIME
end

local RETRIED = "Caught retryable error '%s' after %d tries. Waiting %d seconds then retrying..."
local NAMED = "UserDefinedBackoffException: Rate limit exceeded%s. Retrying in %s seconds."

local function wait(self, outcome, tries)
  local text, seconds
  if outcome.retry == "named" then
    local status = outcome.reply and (" (HTTP %d)"):format(outcome.reply.status) or ""
    seconds = backoff.checked(outcome.seconds + 1)
    text = NAMED:format(status, values.str(seconds))
  else
    seconds = 1 << (tries - 1)
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
        outcome.retry = "exhausted"
        return outcome
      end
      wait(self, outcome, tries)
    end
  end
end

local function first_or_next(self, request)
  local outcome = request.first
  request.first = nil
  return outcome or attempt(self, request)
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

local function add_cookies(self, request)
  local cookie = self.cookies:header(request.url)
  if cookie then
    request.headers[#request.headers + 1] = { "Cookie", cookie }
  end
end

--- Whether a request may be sent before its turn: where it has to wait for its turn, or perhaps
--- need not be sent at all, it may not.
function client:may_begin()
  local authenticator = self.authenticator
  return not self.cache and not self.run.budget and not (authenticator and authenticator.put_token)
end

--- Puts a request on its way, for `send` to take up.
--- @param request table as for send; gets `transfer`, unless it cannot be sent
function client:begin(request)
  if request.url:find(WEB) then
    add_cookies(self, request)
    request.transfer = start(self, request)
    request.has_cookies = true
  end
end

--- @param request table method, url, headers (list of {name, value}), body (optional), is_json,
---   authenticate(self) where it has credentials: puts fresh ones into the headers
--- @return table|nil reply; nil when a request without reply is ignored. Raises failures, and
---   tables with `signal` for RESET_PAGINATION, REDUCE_PAGE_SIZE and SPLIT_REQUEST_WINDOW
function client:send(request)
  self.max_retries = self.run.no_retries and 0 or math.max(0, self.error_handler.max_retries or 5)
  request.attempts, request.began = 0, clock.spent()
  if not request.has_cookies then
    add_cookies(self, request)
  end
  local outcome = attempt(self, request)
  if outcome.retry then
    request.first = outcome
    outcome = with_retries(self, request)
  end
  if outcome.retry then
    exhausted(self, outcome)
  end
  return outcome.reply
end

return client
