--- Texts merged by lines: what the template was, what the file is, what the template is now.
local line_match = require("util.line_match")

local merge = {}

local lines_of, matches = line_match.lines, line_match.pairs

local function same(a, b)
  return table.concat(a) == table.concat(b)
end

local function chunk(lines, first, last)
  return table.move(lines, first, last, 1, {})
end

local function add(out, lines)
  table.move(lines, 1, #lines, #out + 1, out)
end

-- A text before a marker ends its line.
local function add_closed(out, lines)
  add(out, lines)
  if #lines > 0 and not lines[#lines]:find("\n$") then
    out[#out] = out[#out] .. "\n"
  end
end

local function add_conflict(out, ours, theirs, label)
  out[#out + 1] = "<<<<<<< yours\n"
  add_closed(out, ours)
  out[#out + 1] = "=======\n"
  add_closed(out, theirs)
  out[#out + 1] = (">>>>>>> %s\n"):format(label)
end

-- The lines between two places where all three agree. Returns 1 for a conflict.
local function add_between(out, base, ours, theirs, options)
  if same(ours, theirs) or (same(theirs, base) and not options.no_base) then
    add(out, ours)
  elseif same(ours, base) and not options.no_base then
    add(out, theirs)
  else
    add_conflict(out, ours, theirs, options.label)
    return 1
  end
  return 0
end

local function run(base, ours, theirs, options)
  local to_ours, to_theirs = matches(base, ours), matches(base, theirs)
  local out, conflicts, b0, o0, t0 = {}, 0, 1, 1, 1
  for b = 1, #base + 1 do
    local o = b > #base and #ours + 1 or to_ours[b]
    local t = b > #base and #theirs + 1 or to_theirs[b]
    if o and t then
      conflicts = conflicts + add_between(out, chunk(base, b0, b - 1), chunk(ours, o0, o - 1),
        chunk(theirs, t0, t - 1), options)
      out[#out + 1] = base[b]
      b0, o0, t0 = b + 1, o + 1, t + 1
    end
  end
  return table.concat(out), conflicts
end

--- The three merged. Without a base every difference of the two is a conflict.
---@param base string|nil
---@param ours string
---@param theirs string
---@param label string names theirs behind the closing marker
---@return string text with markers around conflicts
---@return integer conflicts
function merge.texts(base, ours, theirs, label)
  local options = { label = label, no_base = base == nil }
  local a, b = lines_of(ours), lines_of(theirs)
  if base then
    return run(lines_of(base), a, b, options)
  end
  local common, found = {}, matches(a, b)
  for i = 1, #a do
    common[#common + 1] = found[i] and a[i] or nil
  end
  return run(common, a, b, options)
end

return merge
