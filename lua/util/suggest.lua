--- The nearest name: what somebody may have meant.
local suggest = {}

-- Names that are longer are nobody's typing mistakes.
local MOST_LETTERS = 200

--- Number of single-character edits (insert, delete, replace, swap of neighbours)
--- between two texts.
---@param a string
---@param b string
---@param most integer|nil no more than these are counted
---@return integer|nil distance nil when it is more than `most`
function suggest.distance(a, b, most)
  most = most or math.max(#a, #b)
  if math.abs(#a - #b) > most then
    return nil
  end
  local far = most + 1
  local before, last, nearest = {}, {}, 0
  for j = 0, math.min(#b, most) do
    last[j] = j
  end
  for i = 1, #a do
    local row, best = { [0] = i }, i
    local code, previous = a:byte(i), a:byte(i - 1)
    for j = math.max(1, i - most), math.min(#b, i + most) do
      local other = b:byte(j)
      local score = math.min((last[j] or far) + 1, (row[j - 1] or far) + 1,
        (last[j - 1] or far) + (code == other and 0 or 1))
      if i > 1 and j > 1 and previous == other and code == b:byte(j - 1) then
        score = math.min(score, (before[j - 2] or far) + 1)
      end
      row[j], best = score, math.min(best, score)
    end
    if best > most and nearest > most then
      return nil
    end
    before, last, nearest = last, row, best
  end
  return last[#b] and last[#b] <= most and last[#b] or nil
end

local function fold(text)
  return (text:lower():gsub("[-_ ]", ""))
end

-- Whether the letters of `short` are in `long` in their order, the first at its start: "cfg"
-- for "config".
local function is_shortened(short, long)
  if #short < 3 or #long > 2 * #short then
    return false
  end
  local at = 1
  for char in short:gmatch(".") do
    at = long:find(char, at, true)
    if not at or (char == short:sub(1, 1) and at > 1 and long:sub(1, 1) ~= char) then
      return false
    end
    at = at + 1
  end
  return true
end

-- How far a candidate may be from the word.
local function limit_of(word, folded, candidate, other)
  if (#word >= 3 and candidate:sub(1, #word) == word) or is_shortened(folded, other) then
    return math.max(#folded, #other)
  end
  return math.max(1, math.min(#word, #candidate) // 3)
end

--- The candidate nearest to `word`, or nil when none is near. Case, dashes and
--- underscores count little; a common beginning breaks ties.
---@param word string
---@param candidates string[]
---@return string|nil
function suggest.nearest(word, candidates)
  local folded, best, best_score = fold(word), nil, math.huge
  for _, candidate in ipairs(#word <= MOST_LETTERS and candidates or {}) do
    local other = #candidate <= MOST_LETTERS and fold(candidate)
    local most = other and math.min(limit_of(word, folded, candidate, other), best_score - 1) or -1
    local score = most >= 0 and suggest.distance(folded, other, most)
    if score then
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
