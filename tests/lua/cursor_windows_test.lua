local intervals = require("runtime.cursor.intervals")
local windows = require("runtime.cursor.windows")

local function plus(value, step)
  return value + step
end

local function minus(value, step)
  return value - step
end

local function rules(fields)
  local made = { add = plus, subtract = minus }
  made.finish = function()
    return fields.finish
  end
  for key, value in pairs(fields) do
    made[key] = made[key] or value
  end
  return made
end

local function listed(generator)
  local parts = {}
  for first, last in generator do
    parts[#parts + 1] = ("%d-%d"):format(first, last)
  end
  return table.concat(parts, " ")
end

local function known(...)
  local list = {}
  for index, pair in ipairs({ ... }) do
    list[index] = { first = pair[1], last = pair[2], recent = pair[3] }
  end
  return list
end

local function next_unit(value)
  return value + 1
end

local function unread(fields, ...)
  return listed(windows.unread(rules(fields), known(...)))
end

return {
  ["without a step there is one window"] = function(t)
    t.equal(unread({ start = 1, finish = 20 }, { 1, 1 }), "1-20")
  end,
  ["steps leave out the unit that the next window begins with"] = function(t)
    local fields = { start = 1, finish = 20, step = 7, granularity = 1 }
    t.equal(unread(fields, { 1, 1 }), "1-7 8-14 15-20")
  end,
  ["a state in the future gives no window"] = function(t)
    t.equal(unread({ start = 1, finish = 20 }, { 1, 30 }), "")
  end,
  ["equal bounds give one unit with a granularity, none without or when strict"] = function(t)
    t.equal(unread({ start = 1, finish = 20 }, { 1, 20 }), "")
    t.equal(unread({ start = 1, finish = 20, granularity = 1 }, { 1, 20 }), "20-20")
    t.equal(unread({ start = 1, finish = 20, granularity = 1, strict = true }, { 1, 20 }), "")
  end,
  ["the lookback goes no further than the start"] = function(t)
    t.equal(unread({ start = 5, finish = 20, lookback = 3 }, { 5, 10 }), "7-20")
    t.equal(unread({ start = 5, finish = 20, lookback = 30 }, { 5, 10 }), "5-20")
  end,
  ["gaps between known intervals are read"] = function(t)
    local fields = { start = 1, finish = 30, granularity = 1 }
    t.equal(unread(fields, { 5, 8 }, { 12, 20 }), "1-4 9-11 20-30")
  end,
  ["a bound that is clamped onto the end makes the last window"] = function(t)
    local fields = { start = 1, finish = 20, step = 4 }
    fields.clamp = function(value)
      return (value + 9) // 10 * 10
    end
    t.equal(unread(fields, { 1, 1 }), "10-20")
  end,
  ["neighbours are merged, the newest value stays"] = function(t)
    local merged = intervals.merge(known({ 8, 9, 8 }, { 1, 3, 2 }, { 4, 5 }), next_unit)
    t.equal(#merged, 2)
    t.equal(merged[1].last, 5)
    t.equal(intervals.complete_until(merged), 2)
  end,
  ["one that bridges a gap joins all that it touches"] = function(t)
    local list = intervals.merge(known({ 30, 40 }, { 10, 12 }, { 14, 16 }, { 1, 2 }), next_unit)
    t.equal(#list, 4)
    intervals.add(list, { first = 11, last = 29, recent = 20 }, next_unit)
    t.equal(#list, 2)
    t.equal(list[2], { first = 10, last = 40, recent = 20 })
    intervals.add(list, { first = 50, last = 50 }, next_unit)
    t.equal(#list, 3)
    intervals.add(list, { first = 0, last = 99 }, next_unit)
    t.equal(list, { { first = 0, last = 99, recent = 20 } })
  end,
  ["a gap keeps the state before it"] = function(t)
    local merged = intervals.merge(known({ 1, 1, 1 }, { 10, 20, 15 }), next_unit)
    t.equal(intervals.complete_until(merged), 1)
    t.equal(intervals.complete_until(known({ 4, 9 })), 4)
  end,
}
