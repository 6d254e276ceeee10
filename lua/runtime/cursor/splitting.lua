--- Smaller slices in place of one that is too large: halves of a rejected window, and the rest of a
--- window after what was read of it.
local failure = require("runtime.failure")
local slice_of = require("runtime.streams.slice")
local json = require("host.json")

local splitting = {}

local BAD_BOUNDARY = "Stream %s produced a request window with a missing or invalid "
  .. "'%s'/'%s' boundary and could not split it further."
local BAD_BOUNDARY_DETAIL = "Cannot split: boundary field '%s' or '%s' is missing or not parseable"

local function bounded(rules, slice, first, last)
  local cursor = json.new_object()
  cursor[rules.bounds[1]] = rules.values.format(first)
  cursor[rules.bounds[2]] = rules.values.format(last)
  return slice_of.with_cursor(slice, cursor)
end

local function bound(rules, slice, index)
  local text = slice.cursor[rules.bounds[index]]
  local value = text ~= nil and rules.values.parse(text)
  if not value then
    local start, stop = rules.bounds[1], rules.bounds[2]
    failure.raise({
      message = BAD_BOUNDARY:format(rules.name, start, stop),
      internal = BAD_BOUNDARY_DETAIL:format(start, stop),
    })
  end
  return value
end

-- Spans and granularity as fixed lengths; a granularity of months has none.
local function first_half_end(rules, first, last)
  local unit = rules.granularity.us
  local units = rules.values.distance(first, last) // unit + 1
  if units <= 1 then
    return nil
  end
  return rules.add(first, { months = 0, us = (units // 2 - 1) * unit })
end

--- Halves a slice along the rules' granularity.
--- @param smallest integer|nil microseconds: a window this long or shorter is not split
--- @return table|nil list of two slices, nil when the slice cannot be split further
function splitting.halves(rules, slice, smallest)
  if not rules.granularity then
    return nil
  end
  local first, last = bound(rules, slice, 1), bound(rules, slice, 2)
  if last <= first or (smallest and rules.values.distance(first, last) <= smallest) then
    return nil
  end
  local first_end = first_half_end(rules, first, last)
  local second = first_end and rules.add(first_end, rules.granularity)
  if not second or not (first <= first_end and first_end < second and second <= last) then
    return nil
  end
  return { bounded(rules, slice, first, first_end), bounded(rules, slice, second, last) }
end

--- The rest of a slice after the newest record that its cursor has seen; the slice itself when it
--- has seen none.
--- @param cursor table stream cursor
--- @param key any what the cursor knows the slice by
function splitting.rest(cursor, slice, key)
  local rules = cursor.rules
  if cursor.unordered then
    rules.warn(
      "Attempting to reduce slice while records are not returned in incremental order "
        .. "might lead to missing records"
    )
  end
  local recent = cursor.recent and cursor.recent[key]
  if recent == nil then
    return slice
  end
  local rest = slice_of.with_cursor(slice, json.copy(slice.cursor))
  rest.cursor[rules.bounds[1]] = rules.values.format(recent)
  return rest
end

return splitting
