--- The windows that a cursor asks an API for: what is not read yet, cut into steps.
---
--- `rules` says how: add(value, step), subtract(value, granularity), start (earliest value or nil),
--- finish() (the end, asked for when it is needed), lookback, step, granularity (nil for none),
--- clamp(value) and strict (start and end may never be equal).
--- A generator is a function that gives the next window's first and last value, or nil at the end.
local windows = {}

local function nothing() end

local function clamped(rules, value)
  if rules.clamp then
    return rules.clamp(value)
  end
  return value
end

-- One unit is taken off an upper bound that the next window starts with.
local function closed(rules, upper, keep)
  if keep or not rules.granularity then
    return upper
  end
  return rules.subtract(upper, rules.granularity)
end

local function single(rules, lower, upper, is_end)
  local last = upper
  if not (is_end and rules.granularity) then
    last = clamped(rules, upper)
  end
  local done = false
  return function()
    if not done then
      done = true
      return lower, closed(rules, last, is_end)
    end
  end
end

--- The sum or difference of a value and a length; nil when it lies beyond the calendar.
function windows.within(change, value, length)
  local ok, result = pcall(change, value, length)
  if not ok and (type(result) ~= "table" or result.class ~= "OverflowError") then
    error(result, 0)
  end
  return ok and result or nil
end

-- Values may be tables that order themselves, for which == is not enough.
local function same(a, b)
  return a <= b and b <= a
end

-- Without a step a window goes on to the end of the sync. One partition after the other begins at
-- the same place: the last step is kept.
local function step_end(rules, lower)
  if not rules.step then
    return rules.finish()
  elseif rules.step_from ~= lower then
    rules.step_from, rules.step_to = lower, windows.within(rules.add, lower, rules.step)
  end
  return rules.step_to or rules.finish()
end

local function stepped(rules, lower, upper, is_end)
  local done = false
  return function()
    if done then
      return nil
    end
    local bound, first = step_end(rules, lower), clamped(rules, lower)
    local at_end = upper <= bound
    if at_end then
      bound = upper
    else
      bound = clamped(rules, bound)
      -- A bound that is clamped onto the end makes this the last window.
      at_end = same(bound, upper)
    end
    if bound <= first then
      done = true
      return nil
    end
    lower, done = bound, at_end
    return first, closed(rules, bound, is_end and at_end)
  end
end

--- Cuts one unread stretch into windows.
--- @param is_end boolean whether `upper` is the end of the sync: the last unit to read; else the
---        start of a stretch that is known already
--- @return function generator
function windows.split(rules, lower, upper, is_end)
  if upper < lower or (same(lower, upper) and not rules.granularity) then
    return nothing
  end
  if rules.start then
    if upper < rules.start then
      return nothing
    end
    lower = lower < rules.start and rules.start or lower
  end
  -- Clamped first: a step shorter than the clamping period would make the first window empty.
  lower = clamped(rules, lower)
  if upper < lower or (same(lower, upper) and (rules.strict or not is_end)) then
    return nothing
  end
  if upper <= step_end(rules, lower) then
    return single(rules, lower, upper, is_end)
  end
  return stepped(rules, lower, upper, is_end)
end

local function gap(rules, known, after)
  local lower = known.last
  if rules.granularity then
    lower = rules.add(lower, rules.granularity)
  end
  return windows.split(rules, lower, after.first, false)
end

local function last_stretch(rules, known)
  local lower = known.last
  if rules.lookback then
    lower = rules.subtract(lower, rules.lookback)
  end
  return windows.split(rules, lower, rules.finish(), true)
end

--- All windows of a sync that has read `known` (merged intervals, at least one).
--- @return function generator
function windows.unread(rules, known)
  local stretches = {}
  if rules.start and rules.start < known[1].first then
    stretches[1] = windows.split(rules, rules.start, known[1].first, false)
  end
  for index = 1, #known - 1 do
    stretches[#stretches + 1] = gap(rules, known[index], known[index + 1])
  end
  stretches[#stretches + 1] = last_stretch(rules, known[#known])
  local current = 1
  return function()
    while stretches[current] do
      local first, last = stretches[current]()
      if first then
        return first, last
      end
      current = current + 1
    end
  end
end

return windows
