--- Which lines of one text are those of another.
local line_match = {}

--- Lines with their ends, so that a missing last newline is a difference.
---@param text string
---@return string[]
function line_match.lines(text)
  local lines = {}
  for line in text:gmatch("[^\n]*\n?") do
    if line ~= "" then
      lines[#lines + 1] = line
    end
  end
  return lines
end

local MAX_CELLS = 1000000

-- Matches a[i] = b[j] between the bounds by the longest common subsequence.
local function by_table(a, b, a1, a2, b1, b2, found)
  local width = b2 - b1 + 2
  local best = {}
  for k = 0, (a2 - a1 + 2) * width do
    best[k] = 0
  end
  for i = a2, a1, -1 do
    for j = b2, b1, -1 do
      local at = (i - a1) * width + (j - b1)
      best[at] = a[i] == b[j] and best[at + width + 1] + 1
        or math.max(best[at + width], best[at + 1])
    end
  end
  local i, j = a1, b1
  while i <= a2 and j <= b2 do
    local at = (i - a1) * width + (j - b1)
    if a[i] == b[j] then
      found[i] = j
      i, j = i + 1, j + 1
    elseif best[at + width] >= best[at + 1] then
      i = i + 1
    else
      j = j + 1
    end
  end
end

-- Lines that stand once in a range: line -> place; false for those that stand there again.
local function places(lines, first, last)
  local found = {}
  for i = first, last do
    found[lines[i]] = found[lines[i]] == nil and i
  end
  return found
end

-- Pairs of lines that are unique on both sides, in the order of `a`.
local function unique_pairs(a, b, a1, a2, b1, b2)
  local in_a, in_b, list = places(a, a1, a2), places(b, b1, b2), {}
  for i = a1, a2 do
    if in_a[a[i]] and in_b[a[i]] then
      list[#list + 1] = { i, in_b[a[i]] }
    end
  end
  return list
end

-- The longest run of pairs that rises on the side of `b` too.
local function rising(list)
  local ends, before = {}, {}
  for at, pair in ipairs(list) do
    local low, high = 1, #ends
    while low <= high do
      local middle = (low + high) // 2
      if list[ends[middle]][2] < pair[2] then
        low = middle + 1
      else
        high = middle - 1
      end
    end
    before[at], ends[low] = ends[low - 1], at
  end
  local kept, at = {}, ends[#ends]
  while at do
    table.insert(kept, 1, list[at])
    at = before[at]
  end
  return kept
end

local function match_range(a, b, a1, a2, b1, b2, found)
  while a1 <= a2 and b1 <= b2 and a[a1] == b[b1] do
    found[a1] = b1
    a1, b1 = a1 + 1, b1 + 1
  end
  while a2 >= a1 and b2 >= b1 and a[a2] == b[b2] do
    found[a2] = b2
    a2, b2 = a2 - 1, b2 - 1
  end
  if (a2 - a1 + 2) * (b2 - b1 + 2) <= MAX_CELLS then
    return by_table(a, b, a1, a2, b1, b2, found)
  end
  local i, j = a1, b1
  for _, pair in ipairs(rising(unique_pairs(a, b, a1, a2, b1, b2))) do
    found[pair[1]] = pair[2]
    match_range(a, b, i, pair[1] - 1, j, pair[2] - 1, found)
    i, j = pair[1] + 1, pair[2] + 1
  end
  if i > a1 then
    match_range(a, b, i, a2, j, b2, found)
  end
end

--- For each line of `a` the line of `b` that it is, or nil; rising.
---@param a string[]
---@param b string[]
---@return table
function line_match.pairs(a, b)
  local found = {}
  match_range(a, b, 1, #a, 1, #b, found)
  return found
end

return line_match
