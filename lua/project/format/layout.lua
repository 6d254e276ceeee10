--- A YAML text written anew in one layout: two columns a level, one blank line at most, keys in
--- order that a guide gives. Comments stay with the part they stand before or beside; quotes,
--- anchors and block scalars stay; brackets of several lines get a line for each member.
---
--- A guide says what is known about a node: guide:order() the names of its keys in order, or
--- nil; guide:child(key or index) the guide of a member.
local brackets = require("project.format.brackets")
local gaps = require("project.format.gaps")
local moves = require("project.format.moves")
local scalars = require("project.format.scalars")

local layout = {}

local block

local function add_lead(lines, lead, column, first)
  for _, line in ipairs(gaps.tidy(lead, first)) do
    lines[#lines + 1] = line.text == "" and "" or (" "):rep(column) .. line.text
  end
end

local function is_block(node)
  return node.style == "block"
end

-- Comments behind a part that are indented more than it belong to the last part inside.
local function give_tail(node, lines, column)
  if not is_block(node) then
    return lines
  end
  local taken, rest = gaps.take_deeper(lines, column)
  local parts = node.entries or node.items
  node.tail = give_tail(parts[#parts].value, taken, node.column)
  return rest
end

-- The part whose line is the last one of `part`.
local function last_within(part)
  while is_block(part.value) do
    local parts = part.value.entries or part.value.items
    part = parts[#parts]
  end
  return part
end

-- The lead and the comment beside of each part of a block node.
local function attach(text, node, lead)
  local parts = node.entries or node.items
  parts[1].lead = lead
  for i, part in ipairs(parts) do
    local following = parts[i + 1]
    if following then
      local rest, lines = gaps.between(text, part.stop, following.start)
      last_within(part).beside = rest
      following.lead = give_tail(part.value, lines, node.column)
    end
  end
end

local function append(lines, more)
  return table.move(more, 1, #more, #lines + 1, lines)
end

local function join_properties(head, properties)
  return properties == "" and head or head .. " " .. properties
end

-- A value that is no block node, behind its key or dash.
local function add_plain_value(state, lines, part, place)
  local properties, comment, lead, below =
    gaps.before_value(state.text, part.behind, part.value.start)
  local head = join_properties(lines[#lines], properties)
  local base = (below or not place.is_key) and place.new + 2 or place.new
  local value = brackets.lines(state, part.value, place.guide, base)
    or scalars.lines(state.text, part.value, place.old, place.new)
  if not below then
    lines[#lines] = value[1] == "" and head or head .. " " .. value[1]
  else
    lines[#lines] = head .. comment
    add_lead(lines, lead, place.new + 2, true)
    lines[#lines + 1] = (" "):rep(place.new + 2) .. value[1]
  end
  append(lines, { table.unpack(value, 2) })
end

local function add_block_value(state, lines, part, place)
  local properties, comment, lead, below =
    gaps.before_value(state.text, part.behind, part.value.start)
  local head = join_properties(lines[#lines], properties) .. comment
  local inner = block(state, part.value, place.new + 2, lead, place.guide)
  if place.is_key or below or head ~= lines[#lines] then
    lines[#lines] = head
    append(lines, inner)
    return
  end
  -- `- key: value`: comments before the key that comes first now go before the dash.
  local at = 1
  while inner[at]:find("^%s*#") or inner[at] == "" do
    table.insert(lines, #lines, (" "):rep(place.new) .. inner[at]:gsub("^ +", ""))
    at = at + 1
  end
  lines[#lines] = head .. " " .. inner[at]:gsub("^ +", "")
  append(lines, { table.unpack(inner, at + 1) })
end

local function add_part(state, lines, part, place)
  lines[#lines + 1] = (" "):rep(place.new) .. place.head
  if is_block(part.value) then
    add_block_value(state, lines, part, place)
  else
    add_plain_value(state, lines, part, place)
  end
  if part.beside and part.beside ~= "" then
    lines[#lines] = lines[#lines] .. part.beside
  end
end

local function mapping(state, node, column, guide, lines)
  for i, entry in ipairs(moves.ordered(state, node, guide)) do
    local key = require("util.yaml.source").key(entry.key_source)
    add_lead(lines, entry.lead, column, i == 1)
    entry.behind = state.text:find(":", entry.key_stop, true) + 1
    add_part(state, lines, entry, {
      head = entry.key_source .. ":", old = node.column, new = column, is_key = true,
      guide = guide:child(key),
    })
  end
end

local function sequence(state, node, column, guide, lines)
  for i, item in ipairs(node.items) do
    add_lead(lines, item.lead, column, i == 1)
    item.behind = item.start + 1
    add_part(state, lines, item, {
      head = "-", old = node.column, new = column, guide = guide:child(i),
    })
  end
end

-- The lines of a block node at a column.
function block(state, node, column, lead, guide)
  local lines = {}
  attach(state.text, node, lead)
  local write = node.kind == "map" and mapping or sequence
  write(state, node, column, guide, lines)
  add_lead(lines, node.tail or {}, column, false)
  return lines
end

-- Comments at the top that a blank line parts from the first key belong to the file.
local function split_head(lines)
  local last = 0
  for i, line in ipairs(lines) do
    if line.text == "" or line.text:find("yaml-language-server", 1, true) then
      last = i
    end
  end
  return table.move(lines, 1, last, 1, {}), table.move(lines, last + 1, #lines, 1, {})
end

local function add_head(lines, text, root)
  local marker = text:sub(1, root.start - 1):match("^.*%f[^\n\0]%-%-%-[^\n]*\n()")
  if marker then
    append(lines, { text:sub(1, marker - 2) })
  end
  local _, above = gaps.between(text, marker or 1, root.start)
  if not marker and root.start > 1 and #above == 0 then
    error({ unsupported = "a document that begins inside a line" }, 0)
  end
  local head, lead = split_head(above)
  add_lead(lines, head, 0, true)
  return lead
end

--- The text in the layout.
---@param text string with "\n" at the end of lines
---@param root table of yaml_tree
---@param guide table
---@return string
function layout.print(text, root, guide)
  local state = { text = text, anchors = text:find("&", 1, true) ~= nil }
  if not is_block(root) then
    local inner = brackets.lines(state, root, guide, 0)
    return inner and text:sub(1, root.start - 1):gsub("^%s+", "") .. table.concat(inner, "\n")
      .. text:sub(root.stop):gsub("%s+$", "") .. "\n" or text
  end
  local lines = {}
  local lead = add_head(lines, text, root)
  local rest, below = gaps.between(text, root.stop, #text + 1)
  last_within({ value = root }).beside = rest
  give_tail(root, below, -1)
  append(lines, block(state, root, 0, lead, guide))
  return table.concat(lines, "\n") .. "\n"
end

return layout
