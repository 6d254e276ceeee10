--- Smaller pages when the API asks for them (§12.1); one reducer for each slice that is read.
local failure = require("runtime.failure")
local scheduler = require("runtime.scheduler")
local values = require("runtime.interpolation.values")

local reducer = {}
reducer.__index = reducer

--- @param settings table factor, minimum, attempts, seconds, retries, failure_message, resets
--- @param options table size (configured), stream (name), messages
function reducer.new(settings, options)
  return setmetatable({
    settings = settings,
    size = options.size,
    stream = options.stream,
    messages = options.messages,
    attempts = 0,
    total = 0,
    retries = 0,
  }, reducer)
end

local function with_advice(self, message)
  local advice = self.settings.failure_message
  advice = advice and advice:match("^%s*(.-)%s*$") or ""
  return advice == "" and message or message .. " " .. advice
end

local function wait(self, times)
  local seconds = self.settings.seconds * times
  return seconds, values.str(seconds + 0.0)
end

local function never_reducible(self, current, rejection)
  local spent = self.retries > 0
      and (" (%d retries at that size were spent first)"):format(self.retries)
    or ""
  failure.raise({
    type = "config_error",
    message = ("The page size of stream %s (%d) is already at or below the configured minimum of "
      .. "%d, so the connector cannot reduce it. Raise the page size of the stream, or lower "
      .. "`minimum_page_size`."):format(
      self.stream,
      current,
      self.settings.minimum
    ),
    internal = ("Stream %s has a configured page size of %d which is not greater than the "
      .. "configured minimum page size of %d, so it can never be reduced%s%s"):format(
      self.stream,
      current,
      self.settings.minimum,
      spent,
      rejection
    ),
  })
end

local function at_the_floor(self, current, rejection)
  if self.retries < self.settings.retries then
    self.retries = self.retries + 1
    local seconds, text = wait(self, self.retries)
    self.messages:log(
      "INFO",
      ("Stream %s cannot request a page smaller than %d records, so the same page is retried "
        .. "unchanged in %ss (%d of %d)."):format(
        self.stream,
        current,
        text,
        self.retries,
        self.settings.retries
      )
    )
    return scheduler.sleep(seconds)
  end
  if not self.current and self.settings.minimum > 1 then
    never_reducible(self, current, rejection)
  end
  failure.raise({
    type = "transient_error",
    message = with_advice(
      self,
      ("The source keeps rejecting pages of stream %s at the smallest page size the connector is "
        .. "allowed to request (%d records per page)."):format(
        self.stream,
        current
      )
    ),
    internal = ("Stream %s still fails with a page size of %d, which is the smallest page size "
      .. "allowed by the configured minimum of %d%s%s"):format(
      self.stream,
      current,
      self.settings.minimum,
      self.retries > 0 and (", after %d retries at that size"):format(self.retries) or "",
      rejection
    ),
  })
end

local RESTORED = "Restoring the page size of stream %s from %d to %d."

local function exhausted(self, current, rejection)
  failure.raise({
    type = "transient_error",
    message = with_advice(
      self,
      ("The source keeps rejecting pages of stream %s at every page size the connector requested, "
        .. "down to %d records per page."):format(
        self.stream,
        current
      )
    ),
    internal = ("Stream %s reduced its page size %d times in a row without a single page "
      .. "succeeding, which is the configured maximum of %d (%d reductions so far while reading "
      .. "this partition)%s"):format(
      self.stream,
      self.attempts - 1,
      self.settings.attempts,
      self.total - 1,
      rejection
    ),
  })
end

--- The size to ask for, nil while it is the configured one.
function reducer:override()
  return self.current
end

--- A page was rejected: waits and makes the next request smaller, or raises.
--- @param message string|nil the error handler's text
function reducer:reduce(message)
  local current = self.current or self.size
  local rejection = message and message ~= "" and "; the API rejected the page: " .. message or ""
  local smaller = math.max(self.settings.minimum, math.tointeger(current // self.settings.factor))
  if smaller >= current then
    return at_the_floor(self, current, rejection)
  end
  self.attempts, self.total = self.attempts + 1, self.total + 1
  if self.attempts > self.settings.attempts then
    exhausted(self, current, rejection)
  end
  local seconds, text = wait(self, self.attempts)
  self.messages:log(
    "INFO",
    ("Reducing the page size of stream %s from %d to %d and retrying the same page in %ss."):format(
      self.stream,
      current,
      smaller,
      text
    )
  )
  self.current = smaller
  scheduler.sleep(seconds)
end

--- A page came through.
function reducer:succeeded()
  self.attempts, self.retries = 0, 0
  if self.settings.resets and self.current then
    self.messages:log("INFO", RESTORED:format(self.stream, self.current, self.size))
    self.current = nil
  end
end

return reducer
