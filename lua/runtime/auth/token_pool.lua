--- Several interchangeable tokens, each with quotas of its own (§22, RateLimitedMultipleToken…).
---
--- states[token][quota name] = { remaining, limit, reset (microseconds), tracked }. A pool that is
--- not tracked has no numbers: its tokens take turns and nothing waits for it.
local expiry = require("runtime.auth.expiry")
local failure = require("runtime.failure")
local scheduler = require("runtime.scheduler")

local pool = {}
pool.__index = pool

local SECOND = 1000000
local MIN_WAIT = 5 -- seconds; so that old reset times do not make it ask again and again
local MAX_DELAY = 10 -- seconds between two of the last calls
local SKEW = 60 * SECOND -- quota endpoint and headers may disagree by so much

--- @param fields table tokens, quotas, fetch (function(token) -> states), messages, max_wait
---   (seconds), reserve_fraction, min_reserve
function pool.new(fields)
  fields.active = 1
  return setmetatable(fields, pool)
end

local function seed(self)
  local states, untracked = {}, 0
  for _, token in ipairs(self.tokens) do
    states[token] = self.fetch(token)
    local _, first = next(states[token])
    untracked = untracked + (first and first.tracked and 0 or 1)
  end
  self.states, self.has_told_delay = states, false
  if untracked > 0 and not self.has_told_untracked then
    self.has_told_untracked = true
    self.messages:log(
      "INFO",
      ("Quota status endpoint reports that rate limiting is unavailable for %d of %d "
        .. "tokens."):format(untracked, #self.tokens)
    )
  end
end

local function state_of(self, token, quota)
  return self.states[token][quota.name]
end

local function all_states(self, quota, test)
  for _, token in ipairs(self.tokens) do
    if not test(state_of(self, token, quota)) then
      return false
    end
  end
  return true
end

local function is_spent(state)
  return state.tracked and state.remaining <= 0
end

local function rotate(self)
  self.active = self.active % #self.tokens + 1
end

--- The last calls of all tokens are spread over the time that is left; nil where none are last.
local function delay_of(self, quota)
  local all_low = all_states(self, quota, function(state)
    local reserve = math.max(self.min_reserve, state.limit * self.reserve_fraction)
    return state.tracked and state.remaining <= reserve
  end)
  if not all_low then
    return nil
  end
  local total = 0
  for _, token in ipairs(self.tokens) do
    total = total + math.max(state_of(self, token, quota).remaining, 0)
  end
  local reset = state_of(self, self.tokens[self.active], quota).reset
  local left = (reset - expiry.now()) / SECOND
  if total <= 0 or left <= 0 then
    return nil
  end
  return math.min(left / total, MAX_DELAY)
end

local function slow_down(self, quota)
  local delay = delay_of(self, quota)
  if not delay or delay < 0.1 then
    return
  end
  if not self.has_told_delay then
    self.has_told_delay = true
    self.messages:log(
      "INFO",
      ("API budget: throttling requests (%.1fs delay) for quota '%s'."):format(delay, quota.name)
    )
  end
  scheduler.sleep(delay)
end

local function first_reset(self, quota)
  local soonest = math.maxinteger
  for _, token in ipairs(self.tokens) do
    soonest = math.min(soonest, state_of(self, token, quota).reset)
  end
  return (soonest - expiry.now()) / SECOND
end

--- Waits for the first reset and asks for the quotas again.
--- @return number seconds that were waited
local function wait_for_reset(self, quota, budget)
  local wait = first_reset(self, quota)
  if budget <= 0 or wait >= budget then
    failure.raise({
      type = "transient_error",
      message = "Rate limit is exceeded for all provided tokens.",
      internal = ("Rate limits for all tokens (quota: %s) were reached and the next reset exceeds "
        .. "max_wait_time"):format(quota.name),
    })
  end
  wait = math.min(math.max(wait, MIN_WAIT), budget)
  self.messages:log(
    "INFO",
    ("All tokens exhausted (quota: %s). Waiting %.0fs until rate limit resets."):format(
      quota.name,
      wait
    )
  )
  scheduler.sleep(wait)
  if all_states(self, quota, is_spent) then
    seed(self)
  end
  return wait
end

--- The token for one call of a quota; waits where all are spent. Raises a transient error when the
--- wait would be longer than the manifest allows.
function pool:acquire(quota)
  if not self.states then
    seed(self)
  end
  local budget = self.max_wait
  while true do
    local token = self.tokens[self.active]
    local state = state_of(self, token, quota)
    if not state.tracked then
      rotate(self)
      return token
    elseif state.remaining > 0 then
      state.remaining = state.remaining - 1
      slow_down(self, quota)
      return token
    elseif all_states(self, quota, is_spent) then
      budget = budget - wait_for_reset(self, quota, budget)
    else
      rotate(self)
    end
  end
end

local function is_current(state, remaining, reset, is_exhausted)
  return (remaining <= 0 and is_exhausted) or not reset or reset >= state.reset - SKEW
end

--- Takes over what a reply told about the token that was sent; counts only ever go down within a
--- window.
--- @param seen table remaining, limit, reset (any may be nil), is_exhausted
function pool:update(token, quota, seen)
  local state = self.states and self.states[token] and state_of(self, token, quota)
  if not state or not state.tracked then
    return
  end
  if seen.limit and seen.limit > 0 and (not seen.reset or seen.reset >= state.reset) then
    state.limit = seen.limit
  end
  if seen.reset and seen.reset > state.reset then
    state.reset = seen.reset
    state.remaining = seen.remaining or state.limit
  elseif seen.remaining
    and is_current(state, seen.remaining, seen.reset, seen.is_exhausted) then
    state.remaining = math.min(state.remaining, seen.remaining)
  end
end

--- Whether another token has calls left where the one that was sent has none.
function pool:has_alternative(token, quota)
  local state = self.states and self.states[token] and state_of(self, token, quota)
  if not state or not is_spent(state) then
    return false
  end
  for _, other in ipairs(self.tokens) do
    if other ~= token and state_of(self, other, quota).remaining > 0 then
      return true
    end
  end
  return false
end

return pool
