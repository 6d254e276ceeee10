--- The difference of two texts as `diff -u` shows it.
local line_match = require("util.line_match")

local line_diff = {}

local CONTEXT = 3

-- Every line once, in order: { sign, line, a, b } with its numbers on both sides.
local function steps(a, b)
  local pairs_found, list, j = line_match.pairs(a, b), {}, 1
  local function add_new(last)
    while j <= last do
      list[#list + 1] = { "+", b[j] }
      j = j + 1
    end
  end
  for i, line in ipairs(a) do
    if pairs_found[i] then
      add_new(pairs_found[i] - 1)
      list[#list + 1] = { " ", line }
      j = j + 1
    else
      list[#list + 1] = { "-", line }
    end
  end
  add_new(#b)
  return list
end

-- Runs of steps with changes and what stands around them: { first, last }.
local function hunks(list)
  local found = {}
  for at, step in ipairs(list) do
    local last = found[#found]
    if step[1] ~= " " and last and at - last[2] <= CONTEXT + 1 then
      last[2] = math.min(at + CONTEXT, #list)
    elseif step[1] ~= " " then
      found[#found + 1] = { math.max(at - CONTEXT, 1), math.min(at + CONTEXT, #list) }
    end
  end
  return found
end

local function range(start, count)
  if count == 1 then
    return tostring(start)
  end
  return ("%d,%d"):format(count == 0 and start - 1 or start, count)
end

local function add_hunk(out, list, hunk, at)
  local counts, body = { ["-"] = 0, ["+"] = 0, [" "] = 0 }, {}
  for i = hunk[1], hunk[2] do
    local sign, line = list[i][1], list[i][2]
    counts[sign] = counts[sign] + 1
    body[#body + 1] = sign .. line
    if not line:find("\n$") then
      body[#body + 1] = "\n\\ No newline at end of file\n"
    end
  end
  out[#out + 1] = ("@@ -%s +%s @@\n"):format(range(at.a, counts["-"] + counts[" "]),
    range(at.b, counts["+"] + counts[" "]))
  table.move(body, 1, #body, #out + 1, out)
end

--- The difference in unified format; "" when there is none.
---@param before string
---@param after string
---@param path string shown as a/path and b/path
---@return string
function line_diff.unified(before, after, path)
  if before == after then
    return ""
  end
  local list = steps(line_match.lines(before), line_match.lines(after))
  local out = { ("--- a/%s\n+++ b/%s\n"):format(path, path) }
  local at, done = { a = 1, b = 1 }, 0
  local function move(last)
    for i = done + 1, last do
      at.a = at.a + (list[i][1] ~= "+" and 1 or 0)
      at.b = at.b + (list[i][1] ~= "-" and 1 or 0)
    end
    done = last
  end
  for _, hunk in ipairs(hunks(list)) do
    move(hunk[1] - 1)
    add_hunk(out, list, hunk, at)
    move(hunk[2])
  end
  return table.concat(out)
end

return line_diff
