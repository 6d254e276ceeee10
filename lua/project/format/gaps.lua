--- What stands between the parts of a YAML text: comments, blank lines, anchors.
---
--- A line of a gap is { text, column }: text "" for a blank line, else a comment.
local gaps = {}

--- The lines of a gap that begins at the start of a line.
local function own_lines(source)
  local lines = {}
  for line in (source .. "\n"):gmatch("(.-)\n") do
    local blanks, comment = line:match("^([ \t]*)(.-)[ \t]*$")
    lines[#lines + 1] = { text = comment, column = #blanks }
  end
  if lines[#lines].text ~= "" then -- before the next part on its own line
    error({ unsupported = "an anchor or tag before a key" }, 0)
  end
  lines[#lines] = nil
  return lines
end

--- A gap that begins inside a line: the rest of that line, and the lines below.
---@param source string
---@return string rest a comment with the blanks before it, or ""
---@return table[] lines
function gaps.split(source)
  local rest, below = source:match("^(.-)\n(.*)$")
  rest = (rest or source):gsub("[ \t]+$", "")
  return rest, below and own_lines(below) or {}
end

--- The text from behind a part to the next one, split.
---@param text string
---@param from integer behind the part
---@param to integer the start of the next part
---@return string rest
---@return table[] lines
function gaps.between(text, from, to)
  local source = text:sub(from, to - 1)
  if from == 1 or text:sub(from - 1, from - 1) == "\n" then
    return "", own_lines(source)
  end
  return gaps.split(source)
end

--- As between(), for the gap before a value: its anchor and tag come first.
---@return string properties "&a !t" or ""
---@return string comment with the blanks before it, or ""
---@return table[] lines
---@return boolean below the value stands on a line of its own
function gaps.before_value(text, from, to)
  local rest, lines = gaps.between(text, from, to)
  local comment = rest:match("[ \t]*#.*$") or ""
  local properties = rest:sub(1, #rest - #comment):match("^[ \t]*(.-)$")
  for _, line in ipairs(lines) do
    if line.text:find("^[^#]") then
      error({ unsupported = "an anchor or tag on a line of its own" }, 0)
    end
  end
  local below = text:sub(from, to - 1):find("\n", 1, true) ~= nil
  return properties, comment, lines, below
end

--- One blank line where there are several; none at the start when `first`.
---@param lines table[]
---@param first boolean
---@return table[]
function gaps.tidy(lines, first)
  local kept = {}
  for _, line in ipairs(lines) do
    local before = kept[#kept]
    if line.text ~= "" or (before and before.text ~= "") or (not before and not first) then
      kept[#kept + 1] = line
    end
  end
  return kept
end

--- Cuts off the front of `lines` the comments that are further right than `column`.
---@return table[] taken without blank lines at its end
---@return table[] rest
function gaps.take_deeper(lines, column)
  local last = 0
  for i, line in ipairs(lines) do
    if line.text ~= "" and line.column <= column then
      break
    elseif line.text ~= "" then
      last = i
    end
  end
  return table.move(lines, 1, last, 1, {}), table.move(lines, last + 1, #lines, 1, {})
end

return gaps
