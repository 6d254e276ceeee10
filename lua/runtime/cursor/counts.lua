--- The values of a counting cursor: whatever the API sends, in the order of Python.
---
--- Numbers of Lua stand for themselves. Anything else (a text, true, an integer beyond 64 bits) is
--- put in a box that compares as Python does, and raises its TypeError where there is no order.
local later = require("util.later")
local numbers = later("runtime.interpolation.numbers")
local order = later("runtime.interpolation.order")
local python = later("runtime.interpolation.equality")

local counts = { zero = 0, may_refuse = true }

local box = {}

local function plain(value)
  return type(value) == "table" and value.value or value
end

function box.__lt(a, b)
  return order.compare(plain(a), plain(b), "<") == -1
end

-- Where this module's users write a <= b the reference asks whether b >= a.
function box.__le(a, b)
  local result = order.compare(plain(b), plain(a), ">=")
  return result == 0 or result == 1
end

function counts.parse(value)
  return type(value) == "number" and value or setmetatable({ value = value }, box)
end

counts.format = plain

--- Whether the value of an earlier state counts: 0, "", null and the like are as none.
function counts.is_set(value)
  return python.truthy(plain(value))
end

function counts.keeps_order()
  return false
end

function counts.next(value)
  return numbers.add(numbers.of(plain(value)), 1)
end

return counts
