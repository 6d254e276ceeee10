--- Parts in brackets, JSON too, with their mappings in order. One of a single line stays on it;
--- one of several lines gets a line for each member, comments before and beside it.
local gaps = require("project.format.gaps")
local moves = require("project.format.moves")
local source = require("util.yaml.source")

local brackets = {}

local one_line

local function mapping_on_one_line(state, node, guide)
  local text, entries, parts = state.text, node.entries, {}
  for i, entry in ipairs(moves.ordered(state, node, guide)) do
    local value = one_line(state, entry.value, guide:child(source.key(entry.key_source)))
    parts[i] = text:sub(entry.start, entry.value.start - 1) .. value
  end
  local opening = text:sub(node.start, entries[1].start - 1)
  return opening .. table.concat(parts, ", ") .. text:sub(entries[#entries].stop, node.stop - 1)
end

local function sequence_on_one_line(state, node, guide)
  local text, parts, at = state.text, {}, node.start
  for i, item in ipairs(node.items) do
    parts[#parts + 1] = text:sub(at, item.start - 1)
    parts[#parts + 1] = one_line(state, item.value, guide:child(i))
    at = item.stop
  end
  return table.concat(parts) .. text:sub(at, node.stop - 1)
end

function one_line(state, node, guide)
  if node.kind == "map" and #node.entries > 0 then
    return mapping_on_one_line(state, node, guide)
  elseif node.kind == "seq" then
    return sequence_on_one_line(state, node, guide)
  end
  return state.text:sub(node.start, node.stop - 1)
end

local function indented(column, line)
  return line == "" and "" or (" "):rep(column) .. line
end

-- A gap without the comma in it, split.
local function gap(state, from, to)
  local piece = state.text:sub(from, to - 1)
  local comma = piece:find("[,#]")
  while comma and piece:sub(comma, comma) == "#" do
    comma = piece:find("[,#]", piece:find("\n", comma, true) or #piece)
  end
  return gaps.split(comma and piece:sub(1, comma - 1) .. piece:sub(comma + 1) or piece)
end

-- The comments of each member: `lead` on lines before it, `beside` it; and those before the end.
local function attach(state, node, parts)
  local first = parts[1] and parts[1].start or node.stop - 1
  local opening, lead = gap(state, node.start + 1, first)
  for i, part in ipairs(parts) do
    local following = parts[i + 1]
    part.lead = lead
    part.beside, lead = gap(state, part.stop, following and following.start or node.stop - 1)
  end
  return opening, lead
end

local function add_lead(lines, lead, column, first)
  for _, line in ipairs(gaps.tidy(lead, first)) do
    lines[#lines + 1] = indented(column, line.text)
  end
end

-- `key:` of an entry with a blank behind it when a value follows; nil where a comment is between.
local function head(state, entry)
  local between = state.text:sub(entry.key_stop, entry.value.start - 1)
  if between:find("#", 1, true) or entry.key_source:find("^[*]") then
    return nil
  elseif entry.value.style == "empty" then
    return entry.key_source .. (between:find(":", 1, true) and ":" or "")
  end
  return entry.key_source .. ": "
end

local function scalar(state, node, column)
  local lines = {}
  for line in (state.text:sub(node.start, node.stop - 1) .. "\n"):gmatch("(.-)\n") do
    lines[#lines + 1] = lines[1] and indented(column + 2, line:gsub("^[ \t]+", "")) or line
  end
  return lines
end

-- The lines of a member: its first one is not indented.
local function member(state, node, part, guide, column)
  local before = ""
  if node.kind == "map" then
    before = head(state, part)
  end
  local key = part.key_source and source.key(part.key_source)
  local lines = brackets.lines(state, part.value, guide:child(key or part.at), column)
    or part.value.kind == "scalar" and scalar(state, part.value, column)
  if not before or not lines then
    return nil
  end
  lines[1] = before .. lines[1]
  return lines
end

local function add_member(lines, written, part, column, last)
  add_lead(lines, part.lead, column, #lines == 1)
  written[#written] = written[#written] .. (last and "" or ",") .. part.beside
  lines[#lines + 1] = indented(column, written[1])
  table.move(written, 2, #written, #lines + 1, lines)
end

local function several_lines(state, node, guide, column)
  local parts = node.entries or node.items
  local opening, tail = attach(state, node, parts)
  if #parts == 0 and opening == "" and #gaps.tidy(tail, true) == 0 then
    return { node.entries and "{}" or "[]" }
  end
  local lines = { state.text:sub(node.start, node.start) .. opening }
  if node.entries then
    parts = moves.ordered(state, node, guide)
  end
  for i, part in ipairs(parts) do
    part.at = i
    local written = member(state, node, part, guide, column + 2)
    if not written then
      return nil
    end
    add_member(lines, written, part, column + 2, i == #parts)
  end
  add_lead(lines, tail, column + 2, #parts == 0)
  lines[#lines + 1] = indented(column, state.text:sub(node.stop - 1, node.stop - 1))
  return lines
end

--- The lines of a part in brackets.
---@param state table { text, anchors } of layout
---@param node table of yaml_tree
---@param guide table of layout
---@param column integer where the last bracket stands
---@return string[]|nil lines the first is not indented; nil for what has no brackets, and for what
---  has a comment between a key and its value
function brackets.lines(state, node, guide, column)
  if node.style ~= "flow" then
    return nil
  elseif not state.text:sub(node.start, node.stop - 1):find("\n", 1, true) then
    return { one_line(state, node, guide) }
  end
  return several_lines(state, node, guide, column)
end

return brackets
