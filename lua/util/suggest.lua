--- The nearest name: what somebody may have meant.
local suggest = {}

--- Number of single-character edits (insert, delete, replace, swap of neighbours)
--- between two texts.
---@param a string
---@param b string
---@return integer
function suggest.distance(a, b)
  local before, last = {}, {}
  for j = 0, #b do
    last[j] = j
  end
  for i = 1, #a do
    local row = { [0] = i }
    for j = 1, #b do
      local cost = a:byte(i) == b:byte(j) and 0 or 1
      row[j] = math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
      local swapped = i > 1 and j > 1 and a:byte(i) == b:byte(j - 1) and a:byte(i - 1) == b:byte(j)
      if swapped then
        row[j] = math.min(row[j], before[j - 2] + 1)
      end
    end
    before, last = last, row
  end
  return last[#b]
end

local function fold(text)
  return (text:lower():gsub("[-_ ]", ""))
end

-- Whether the letters of `short` are in `long` in their order, the first at its start: "cfg"
-- for "config".
local function is_shortened(short, long)
  local at = 1
  for char in short:gmatch(".") do
    at = long:find(char, at, true)
    if not at or (char == short:sub(1, 1) and at > 1 and long:sub(1, 1) ~= char) then
      return false
    end
    at = at + 1
  end
  return #short >= 3 and #long <= 2 * #short
end

--- The candidate nearest to `word`, or nil when none is near. Case, dashes and
--- underscores count little; a common beginning breaks ties.
---@param word string
---@param candidates string[]
---@return string|nil
function suggest.nearest(word, candidates)
  local best, best_score
  for _, candidate in ipairs(candidates) do
    local score = suggest.distance(fold(word), fold(candidate))
    local limit = math.max(1, math.min(#word, #candidate) // 3)
    local starts = #word >= 3 and candidate:sub(1, #word) == word
      or is_shortened(fold(word), fold(candidate))
    if (score <= limit or starts) and (not best or score < best_score) then
      best, best_score = candidate, score
    end
  end
  return best
end

--- A hint such as "did you mean 'check'?", or nil.
---@param word string
---@param candidates string[]
---@return string|nil
function suggest.hint(word, candidates)
  local nearest = suggest.nearest(word, candidates)
  return nearest and ("did you mean '%s'?"):format(nearest) or nil
end

--- The hint of a suggestion, or nil when there is none or the message names it already.
---@param suggestion string|nil
---@param message string
---@return string|nil
function suggest.told(suggestion, message)
  if suggestion == nil or message:find(("'%s'"):format(suggestion), 1, true) then
    return nil
  end
  return ("did you mean '%s'?"):format(suggestion)
end

return suggest
