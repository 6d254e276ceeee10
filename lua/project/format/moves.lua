--- The order of the keys of a mapping.
local source = require("util.yaml.source")

local moves = {}

-- Names behind & and * in a piece of YAML.
local function names_after(text, sign)
  local names = {}
  for name in (" " .. text):gmatch("[%s,%[{:-]%" .. sign .. "([%w_.-]+)") do
    names[name] = true
  end
  return names
end

-- Whether one entry of a mapping points to an anchor inside another one: then nothing moves.
local function are_tied(text, entries)
  local anchors, aliases = {}, {}
  for i, entry in ipairs(entries) do
    local piece = text:sub(entry.start, entry.stop - 1)
    anchors[i], aliases[i] = names_after(piece, "&"), names_after(piece, "*")
  end
  for i in ipairs(entries) do
    for j in ipairs(entries) do
      for name in pairs(i ~= j and aliases[i] or {}) do
        if anchors[j][name] then
          return true
        end
      end
    end
  end
  return false
end

local function ranks_of(order)
  local ranks = {}
  for i, name in ipairs(order) do
    ranks[name] = i
  end
  return ranks
end

-- Declared names in their order, the others behind them as they stand, $parameters at the end.
local function rank(ranks, entry)
  local key = source.key(entry.key_source)
  if key == "<<" then
    return 0
  elseif key == "$parameters" then
    return math.maxinteger
  end
  return key and ranks[key] or math.maxinteger - 1
end

--- The entries of a mapping in canonical order.
---@param state table { text, anchors: whether there may be some }
---@param node table a mapping of yaml_tree
---@param guide table see layout
---@return table[] entries
function moves.ordered(state, node, guide)
  local order = guide:order()
  if not order or (state.anchors and are_tied(state.text, node.entries)) then
    return node.entries
  end
  local ranks, sorted = ranks_of(order), {}
  for i, entry in ipairs(node.entries) do
    sorted[i] = { entry = entry, rank = rank(ranks, entry), at = i }
  end
  table.sort(sorted, function(a, b)
    if a.rank ~= b.rank then
      return a.rank < b.rank
    end
    return a.at < b.at
  end)
  for i, one in ipairs(sorted) do
    sorted[i] = one.entry
  end
  return sorted
end

return moves
