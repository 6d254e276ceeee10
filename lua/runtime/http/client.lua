--- Sends a prepared request with the retries of §10.
local clock = require("host.clock")
local failure = require("runtime.failure")
local http = require("host.http")
local later = require("util.later")
local requests = later("runtime.http.requests")
local request_texts = later("runtime.http.request_texts")
local resolution = later("runtime.http.resolution")
local response = later("runtime.http.response")
local retries = later("runtime.http.retries")
local scheduler = require("runtime.scheduler")
local token_refresh = later("runtime.http.token_refresh")
local values = require("runtime.interpolation.values")

local client = {}
client.__index = client

-- Bytes of an answer, unpacked: one without end must not take all the memory there is.
local MOST_BODY = 2 << 30

local function is_web(request)
  if request.is_web == nil then
    request.is_web = request.url:find("^https?:") ~= nil
  end
  return request.is_web
end

--- @param fields table name (of the stream), run, error_handler, authenticator, cache (optional),
---   connect_timeout, read_timeout (seconds, optional), keepalive, max_body (bytes of an answer,
---   2 GiB)
function client.new(fields)
  fields.options = {
    connect_timeout = fields.connect_timeout,
    read_timeout = fields.read_timeout,
    timeout = fields.run.request_timeout,
    keepalive = fields.keepalive,
    max_body = fields.max_body or MOST_BODY,
    follow = true,
  }
  fields.error_handler = fields.error_handler or {
    interpret = function(_, reply, problem)
      return resolution.default(reply, problem)
    end,
    max_retries = 5,
  }
  return setmetatable(fields, client)
end

local function is_like(a, b)
  if not a or not b or #a ~= #b then
    return a == b
  end
  for index, item in ipairs(a) do
    local other = b[index]
    if item ~= other and (type(item) ~= "table" or item[1] ~= other[1] or item[2] ~= other[2]) then
      return false
    end
  end
  return true
end

-- What one request after the other has in common, which is mostly all but the address.
local function outline_of(self, request)
  local options, headers, sensitive = self.options, request.headers, request.sensitive
  if
    self.outline
    and options.method == request.method
    and (options.headers == headers or is_like(options.headers, headers))
    and (options.sensitive == sensitive or is_like(options.sensitive, sensitive))
  then
    return self.outline
  end
  options.method, options.headers, options.sensitive = request.method, headers, sensitive
  local outline, message, code = http.outline(options)
  self.outline = outline
  return outline, message, code
end

local function start(self, request)
  local outline, message, code = outline_of(self, request)
  if not outline then
    return nil, message, code
  end
  return outline:start(request.url, request.body, request.reader)
end

--- One exchange: from the cache, or over the network within the call budget.
local function exchange(self, request)
  local started, message, code, reply = request.transfer, nil, nil, nil
  if not started and not is_web(request) then
    local text = "No connection adapters were found for " .. values.repr(request.url)
    return nil, { message = text, bad_scheme = true }
  end
  if self.cache then
    self.cache.prepare(request)
    local cached = self.cache:get(request)
    if cached then
      return cached
    end
  end
  local budget = self.run.budget
  if budget then
    budget:acquire(request)
  end
  if started then
    request.transfer = nil -- a retry starts another one
  else
    started, message, code = start(self, request)
  end
  if started then
    reply, message, code = scheduler.await(started)
  end
  if self.run.messages.debug then
    self.run.messages:log("DEBUG", ("%s %s: %s"):format(request.method,
      require("util.address").shown(request.url), reply and reply.status or message))
  end
  if not reply then
    return nil, { message = message, code = code }
  end
  reply.request = request
  if reply.sets_cookies ~= false then
    self.cookies = self.cookies or require("runtime.http.cookies").new()
    self.cookies:take(reply)
  end
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

--- Sends once.
--- @return table|nil reply, table|nil outcome: retry ("named", "rate", "default") with seconds,
---   where the reply does not stand
function client:attempt(request)
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
  if action == "SUCCESS" then
    return reply
  elseif found.quotes_reply then
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
    return reply
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
  return nil, { retry = kind, seconds = seconds, resolution = found, reply = reply, text = text }
end

local function add_cookies(self, request)
  local cookie = self.cookies and self.cookies:header(request.url)
  if cookie then
    requests.add_header(request, "Cookie", cookie)
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
  if is_web(request) then
    add_cookies(self, request)
    request.transfer = start(self, request)
    request.has_cookies = true
  end
end

--- @param request table method, url, headers (list of {name, value}), body (optional), is_json,
---   reader (optional, of host.records: what will open the reply), authenticate(self) where it has
---   credentials: puts fresh ones into the headers
--- @return table|nil reply; nil when a request without reply is ignored. Raises failures, and
---   tables with `signal` for RESET_PAGINATION, REDUCE_PAGE_SIZE and SPLIT_REQUEST_WINDOW
function client:send(request)
  request.attempts, request.began = 0, clock.spent()
  if not request.has_cookies then
    add_cookies(self, request)
  end
  local reply, outcome = self:attempt(request)
  if outcome then
    return retries.run(self, request, outcome)
  end
  return reply
end

return client
