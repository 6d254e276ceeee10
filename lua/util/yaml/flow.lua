--- The flow part of YAML ({a: 1}, [1, 2], "text") as byte spans; see yaml_tree.
local flow = {}

local function unsupported(what)
  error({ unsupported = what }, 0)
end

-- The end of a quoted scalar that starts at `at`; stop is behind the closing quote.
function flow.quoted(text, at)
  local quote, p = text:sub(at, at), at + 1
  while true do
    p = text:find(quote == '"' and '["\\]' or "'", p)
    if not p then
      unsupported("an open quote")
    elseif text:sub(p, p) == "\\" then
      p = p + 2
    elseif quote == "'" and text:sub(p + 1, p + 1) == "'" then
      p = p + 2
    else
      return { kind = "scalar", style = quote == '"' and "double" or "single",
        start = at, stop = p + 1 }
    end
  end
end

-- Over blanks, line ends and comments.
local function skip(text, p)
  while true do
    p = text:find("[^ \t\r\n]", p)
    if not p then
      unsupported("an open bracket")
    end
    if text:sub(p, p) ~= "#" then
      return p
    end
    p = text:find("\n", p, true) or #text + 1
  end
end

local function plain(text, at)
  local p = at
  while true do
    p = text:find("[,%[%]{}:#]", p)
    if not p then
      unsupported("an open bracket")
    end
    local c = text:sub(p, p)
    local ends = c:find("[,%[%]{}]")
      or (c == ":" and text:find("^[%s,%[%]{}]", p + 1))
      or (c == "#" and text:find("^%s", p - 1))
    if ends then
      break
    end
    p = p + 1
  end
  local stop = p
  while stop > at and text:find("^%s", stop - 1) do
    stop = stop - 1
  end
  local style = text:sub(at, at) == "*" and "alias" or stop == at and "empty" or "plain"
  return { kind = "scalar", style = style, start = at, stop = stop }
end

local function mapping(text, at)
  local node = { kind = "map", style = "flow", start = at, entries = {} }
  local p = skip(text, at + 1)
  while text:sub(p, p) ~= "}" do
    local key = flow.node(text, p)
    if key.kind ~= "scalar" then
      unsupported("a key that is no scalar")
    end
    local entry = { start = p, key_stop = key.stop, key_source = text:sub(p, key.stop - 1) }
    p = skip(text, key.stop)
    if text:sub(p, p) == ":" then
      entry.value = flow.node(text, skip(text, p + 1))
      p = skip(text, entry.value.stop)
    else
      entry.value = { kind = "scalar", style = "empty", start = key.stop, stop = key.stop }
    end
    entry.stop = entry.value.stop
    node.entries[#node.entries + 1] = entry
    if text:sub(p, p) == "," then
      p = skip(text, p + 1)
    elseif text:sub(p, p) ~= "}" then
      unsupported("a flow mapping")
    end
  end
  node.stop = p + 1
  return node
end

local function sequence(text, at)
  local node = { kind = "seq", style = "flow", start = at, items = {} }
  local p = skip(text, at + 1)
  while text:sub(p, p) ~= "]" do
    local value = flow.node(text, p)
    node.items[#node.items + 1] = { start = p, stop = value.stop, value = value }
    p = skip(text, value.stop)
    if text:sub(p, p) == "," then
      p = skip(text, p + 1)
    elseif text:sub(p, p) ~= "]" then
      unsupported("a pair in a flow sequence")
    end
  end
  node.stop = p + 1
  return node
end

--- The node that starts at byte `at` inside flow brackets.
---@param text string
---@param at integer
---@return table node see yaml_tree
function flow.node(text, at)
  local c = text:sub(at, at)
  if c == "{" then
    return mapping(text, at)
  elseif c == "[" then
    return sequence(text, at)
  elseif c == '"' or c == "'" then
    return flow.quoted(text, at)
  elseif c == "&" or c == "!" or c == "?" then
    unsupported("an anchor or tag inside brackets")
  end
  return plain(text, at)
end

return flow
