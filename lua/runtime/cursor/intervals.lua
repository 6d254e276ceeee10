--- The intervals that a cursor has already read, and what their state is.
---
--- An interval is { first, last, recent }: the bounds of what was asked for and the newest value
--- seen in it (nil when no record came). Values are compared with < only, so that any kind that
--- orders itself will do.
local intervals = {}

local function newer(a, b)
  if a == nil then
    return b
  end
  if b == nil or b < a then
    return a
  end
  return b
end

local function before(a, b)
  if a.first < b.first then
    return true
  end
  return a.first <= b.first and a.last < b.last
end

local function absorb(into, other)
  into.last = newer(into.last, other.last)
  into.recent = newer(into.recent, other.recent)
end

-- Joins an interval with the one after it when they touch: that starts no later than one unit after
-- the end of this one.
local function join(list, index, next_unit)
  local this, other = list[index], list[index + 1]
  if not this or not other or next_unit(this.last) < other.first then
    return false
  end
  absorb(this, other)
  table.remove(list, index + 1)
  return true
end

--- Adds an interval to a list of which none touch, in order, so that it stays such a list.
--- @param list table of intervals; both are changed
--- @param next_unit function value -> the value one unit later
function intervals.add(list, interval, next_unit)
  local index = #list
  while index > 0 and before(interval, list[index]) do
    index = index - 1
  end
  table.insert(list, index + 1, interval)
  if not join(list, index, next_unit) then
    index = index + 1
  end
  while join(list, index, next_unit) do
  end
end

--- The same for a whole list in any order.
--- @param list table intervals, which are changed as it is
--- @return table new list
function intervals.merge(list, next_unit)
  local merged = {}
  table.sort(list, before)
  for _, interval in ipairs(list) do
    intervals.add(merged, interval, next_unit)
  end
  return merged
end

--- The value up to which everything is read: the newest one of the first interval, else its start.
--- @param list table merged intervals, at least one
function intervals.complete_until(list)
  local first = list[1]
  if first.recent == nil or first.recent == 0 then
    return first.first
  end
  return first.recent
end

return intervals
