--- Which item of one list is which item of another: equal ones and ones of the same
--- name keep together, what is left between them is paired by place.
local json = require("host.json")
local value = require("util.value")

local LARGEST = 300 -- the table below is quadratic; longer lists are paired by place

local function label(item)
  if json.is_object(item) and type(item.name) == "string" then
    return "name:" .. item.name
  end
  return value.canonical(item)
end

local function labels(list)
  local all = {}
  for i, item in ipairs(list) do
    all[i] = label(item)
  end
  return all
end

-- Lengths of the longest common subsequence of a[i..] and b[j..].
local function lengths(a, b)
  local rows = {}
  for i = #a + 1, 1, -1 do
    rows[i] = {}
    for j = #b + 1, 1, -1 do
      if i > #a or j > #b then
        rows[i][j] = 0
      elseif a[i] == b[j] then
        rows[i][j] = rows[i + 1][j + 1] + 1
      else
        rows[i][j] = math.max(rows[i + 1][j], rows[i][j + 1])
      end
    end
  end
  return rows
end

-- The same gap on both sides: paired by place, the rest added or removed.
local function close_gap(pairs_, i, i_end, j, j_end)
  while i < i_end or j < j_end do
    pairs_[#pairs_ + 1] = { i < i_end and i or nil, j < j_end and j or nil }
    i, j = math.min(i + 1, i_end), math.min(j + 1, j_end)
  end
end

--- Pairs of places, in order: {old, new}; {old, nil} was removed, {nil, new} added.
---@param old any[]
---@param new any[]
---@return table[]
return function(old, new)
  local result, i, j = {}, 1, 1
  if #old <= LARGEST and #new <= LARGEST then
    local a, b = labels(old), labels(new)
    local rows = lengths(a, b)
    local x, y = 1, 1
    while x <= #a and y <= #b do
      if a[x] == b[y] then
        close_gap(result, i, x, j, y)
        result[#result + 1] = { x, y }
        x, y = x + 1, y + 1
        i, j = x, y
      elseif rows[x + 1][y] >= rows[x][y + 1] then
        x = x + 1
      else
        y = y + 1
      end
    end
  end
  close_gap(result, i, #old + 1, j, #new + 1)
  return result
end
