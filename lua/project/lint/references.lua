--- References that lead nowhere, all of them, with the nearest that would.
local json = require("host.json")
local suggest = require("util.later")("util.suggest")

local references = {}

local function member(node, key)
  if json.is_object(node) then
    return node[key]
  elseif json.is_array(node) then
    local index = math.tointeger(tonumber(key))
    return index and node[index + 1]
  end
  return nil
end

local function keys_of(node)
  local names = {}
  if json.is_object(node) then
    return json.keys(node)
  elseif json.is_array(node) then
    for i = 1, #node do
      names[i] = tostring(i - 1)
    end
  end
  return names
end

-- Names that are compared for suggestions: a file with thousands of references to nothing, and of
-- names that may be meant, is no work of hands.
local MOST_COMPARED = 50000

--- How many names may still be compared: for references.follow.
function references.allowance()
  return { names = MOST_COMPARED }
end

local function nearest_key(node, key, left)
  if left.names <= 0 then
    return nil
  end
  local names = keys_of(node)
  left.names = left.names - #names
  return suggest.nearest(key, names)
end

--- Follow a path; where it ends, mend the segment and go on.
---@param root table the document
---@param path string what follows "#/"
---@param left table|nil of references.allowance; nothing is mended without
---@return any target, string|nil broken the segment at which it ends, table|nil mended the segments
local function follow(root, path, left)
  local node, rest, mended, broken = root, path, {}, nil
  while rest ~= "" do
    local whole = json.is_object(node) and node[rest]
    if whole then
      mended[#mended + 1] = rest
      return whole, broken, mended
    end
    local head, tail = rest:match("^([^/]*)/?(.*)$")
    local child = member(node, head)
    if child == nil then
      broken = broken or head
      local nearest = left and nearest_key(node, head, left)
      if not nearest then
        return nil, broken, nil
      end
      head, child = nearest, member(node, nearest)
    end
    mended[#mended + 1] = head
    node, rest = child, tail
  end
  return node, broken, mended
end

local function check_one(state, text, owner, key)
  local target, broken, mended = follow(state.root, text:sub(3), state.left)
  if broken == nil and target ~= nil then
    return
  end
  local line, column = state.doc:locate(owner, key)
  local suggestion = target ~= nil and mended and "#/" .. table.concat(mended, "/") or nil
  state.found[#state.found + 1] = {
    rule = "reference", severity = "error", line = line, column = column, suggestion = suggestion,
    message = ("the reference '%s' leads nowhere: there is no '%s'"):format(text, broken or text),
  }
end

local function walk(state, node)
  if state.seen[node] then
    return
  end
  state.seen[node] = true
  for key, value in (json.is_object(node) and pairs or ipairs)(node) do
    if type(value) == "string" and value:sub(1, 2) == "#/" then
      check_one(state, value, node, key)
    elseif (json.is_object(value) or json.is_array(value)) and key ~= "config_overrides" then
      walk(state, value)
    end
  end
end

--- Findings for references to nothing.
---@param root table the document
---@param doc table its positions
---@return table[]
function references.check(root, doc)
  local state = {
    root = root, doc = doc, found = {}, seen = {}, left = references.allowance(),
  }
  walk(state, root)
  return state.found
end

references.follow = follow

return references
