--- The edits that turn one value into another inside a YAML text: {start, stop, text}, as
--- fine as the layout allows. What cannot be edited raises {unsupported=…}.
local json = require("host.json")
local align = require("util.yaml.align")
local source = require("util.yaml.source")
local value = require("util.value")

local yaml_patch = {}

local function unsupported(what)
  error({ unsupported = what }, 0)
end

-- The start of p's line, when only blanks stand between the two.
local function own_line(state, p)
  local q = p
  while q > 1 and state.text:sub(q - 1, q - 1) == " " do
    q = q - 1
  end
  if q > 1 and state.text:sub(q - 1, q - 1) ~= "\n" then
    return nil
  end
  return q
end

local function next_line(state, stop)
  if state.text:sub(stop - 1, stop - 1) == "\n" then
    return stop
  end
  local line = state.text:find("\n", stop, true)
  return line and line + 1 or #state.text + 1
end

local function replace(state, start, stop, text)
  state.edits[#state.edits + 1] = { start, stop, text, #state.edits + 1 }
end

-- Whole lines, put in at the start of the line at p (or behind the last line).
local function insert_lines(state, p, column, text)
  text = (" "):rep(column) .. text
  local at_end = p > #state.text and state.text:sub(-1) ~= "\n"
  replace(state, p, p, at_end and state.eol .. text or text .. state.eol)
end

local function remove_lines(state, part, following)
  local start = own_line(state, part.start)
  if start then
    return replace(state, start, next_line(state, part.stop), "")
  end
  local between = following and state.text:sub(part.stop, following.start - 1)
  if not between or between:find("[^%s]") then
    unsupported("a first key beside its dash")
  end
  replace(state, part.start, following.start, "")
end

-- Tries the fine edit; when that is not possible, the coarse one.
local function attempt(state, fine, coarse)
  local mark = #state.edits
  local ok, problem = pcall(fine)
  if ok then
    return
  elseif type(problem) ~= "table" or not problem.unsupported then
    error(problem, 0)
  end
  for i = #state.edits, mark + 1, -1 do
    state.edits[i] = nil
  end
  coarse()
end

local merge_node

-- An alias whose anchor is edited has the new value already, perhaps.
local function follows(state, value_node)
  return state.follow and value_node.kind == "scalar" and value_node.style == "alias"
end

local function merge_entry(state, node, entry, key, old, new)
  if follows(state, entry.value) then
    return
  end
  attempt(state, function()
    merge_node(state, entry.value, old, new, node.style == "flow")
  end, function()
    if node.style == "flow" then
      return replace(state, entry.value.start, entry.value.stop, json.encode(new))
    end
    local text = source.entry(key, new, node.column, state.eol)
    local ends = state.text:sub(entry.stop - 1, entry.stop - 1) == "\n"
    replace(state, entry.start, entry.stop, ends and text .. state.eol or text)
  end)
end

local function remove_from_flow(state, parts, i)
  if parts[i - 1] then
    replace(state, parts[i - 1].stop, parts[i].stop, "")
  elseif parts[i + 1] then
    replace(state, parts[i].start, parts[i + 1].start, "")
  else
    replace(state, parts[i].start, parts[i].stop, "")
  end
end

local function insert_key(state, node, key, new, after)
  if node.style == "block" then
    local text = source.entry(key, new, node.column, state.eol)
    return insert_lines(state, next_line(state, after.stop), node.column, text)
  end
  local quoted = after and after.key_source:sub(1, 1) == '"' or false
  local text = source.flow_entry(key, new, quoted)
  local p = after and after.stop or node.start + 1
  replace(state, p, p, after and ", " .. text or text)
end

local function merge_mapping(state, node, old, new)
  local known, kept = {}, 0
  for i, entry in ipairs(node.entries) do
    local key = source.key(entry.key_source) or unsupported("this key")
    if key ~= "<<" and old[key] == nil then
      unsupported("this key")
    elseif key ~= "<<" and new[key] == nil then
      if node.style == "block" then
        remove_lines(state, entry, node.entries[i + 1])
      else
        remove_from_flow(state, node.entries, i)
      end
    else
      kept = kept + 1
      known[key] = entry
      if key ~= "<<" and not value.equal(old[key], new[key]) then
        merge_entry(state, node, entry, key, old[key], new[key])
      end
    end
  end
  if kept == 0 and node.style == "block" then
    unsupported("a mapping of which nothing stays")
  end
  local after
  for key, item in pairs(new) do
    local merged = state.follow and known["<<"] and old[key] ~= nil
    if not known[key] and not merged and (old[key] == nil or not value.equal(old[key], item)) then
      insert_key(state, node, key, item, after or node.entries[#node.entries])
    end
    after = known[key] or after
  end
end

local function insert_item(state, node, new, after)
  if node.style ~= "block" then
    unsupported("a new item inside brackets")
  end
  local p = after and next_line(state, after.stop) or own_line(state, node.items[1].start)
    or unsupported("an item before one beside its dash")
  insert_lines(state, p, node.column, source.item(new, node.column, state.eol))
end

local function merge_item(state, node, item, old, new)
  if follows(state, item.value) then
    return
  end
  attempt(state, function()
    merge_node(state, item.value, old, new, node.style == "flow")
  end, function()
    if node.style == "flow" then
      return replace(state, item.start, item.stop, json.encode(new))
    end
    local text = source.item(new, node.column, state.eol)
    local ends = state.text:sub(item.stop - 1, item.stop - 1) == "\n"
    replace(state, item.start, item.stop, ends and text .. state.eol or text)
  end)
end

local function merge_sequence(state, node, old, new)
  local kept, after = 0, nil
  if #node.items ~= #old then
    unsupported("items that do not match")
  end
  for _, pair in ipairs(align(old, new)) do
    local i, j = pair[1], pair[2]
    local item = i and node.items[i]
    if item and j then
      kept = kept + 1
      if not value.equal(old[i], new[j]) then
        merge_item(state, node, item, old[i], new[j])
      end
    elseif not item then
      insert_item(state, node, new[j], after)
    elseif node.style == "block" then
      remove_lines(state, item, node.items[i + 1])
    else
      remove_from_flow(state, node.items, i)
    end
    after = item or after
  end
  if kept == 0 then
    unsupported("a list of which nothing stays")
  end
end

function merge_node(state, node, old, new, in_flow)
  if node.kind == "map" and json.is_object(old) and json.is_object(new) then
    return merge_mapping(state, node, old, new)
  elseif node.kind == "seq" and json.is_array(old) and json.is_array(new) then
    return merge_sequence(state, node, old, new)
  elseif node.kind ~= "scalar" or node.style == "alias" or node.header
    or not source.is_scalar(new) then
    unsupported("a value of another kind")
  end
  local text = source.scalar(new, node.style, in_flow)
  replace(state, node.start, node.stop, node.style == "empty" and " " .. text or text)
end

local function apply_edits(state)
  table.sort(state.edits, function(a, b)
    if a[1] ~= b[1] then
      return a[1] < b[1]
    end
    return a[4] < b[4]
  end)
  local parts, at = {}, 1
  for _, edit in ipairs(state.edits) do
    if edit[1] < at then
      unsupported("two edits of one place")
    end
    parts[#parts + 1] = state.text:sub(at, edit[1] - 1)
    parts[#parts + 1] = edit[3]
    at = edit[2]
  end
  parts[#parts + 1] = state.text:sub(at)
  return table.concat(parts)
end

--- The text with the changes from `old` to `new`, or nil when its layout does not allow them.
---@param text string
---@param root table of util.yaml.tree
---@param old any what the text reads as
---@param new any
---@param follow boolean|nil leave aliases and merged keys alone: they follow their anchors
---@return string|nil
function yaml_patch.apply(text, root, old, new, follow)
  local state = { text = text, edits = {}, follow = follow,
    eol = text:find("\r\n", 1, true) and "\r\n" or "\n" }
  local result
  attempt(state, function()
    merge_node(state, root, old, new, false)
    result = apply_edits(state)
  end, function() end)
  return result
end

return yaml_patch
