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

--- Sorts a list of intervals and joins those that touch: the next one starts no later than one unit
--- after the end of the one before.
--- @param list table intervals; they are changed in place, the list is not
--- @param next_unit function value -> the value one unit later
--- @return table new list, or the one that was given when there is nothing to join
function intervals.merge(list, next_unit)
  if #list < 2 then
    return list
  end
  local sorted = table.move(list, 1, #list, 1, {})
  table.sort(sorted, before)
  local merged = { sorted[1] }
  for index = 2, #sorted do
    local last, current = merged[#merged], sorted[index]
    if next_unit(last.last) < current.first then
      merged[#merged + 1] = current
    else
      absorb(last, current)
    end
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
