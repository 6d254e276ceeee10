--- Where things stand in a YAML text: byte spans of every mapping entry, list item and
--- scalar, so that one of them can be changed and every other byte stays. Values are not
--- read here (host.yaml does that); a construct that is not known raises {unsupported=…}
--- and the caller edits more coarsely.
---
--- A node is {kind, style, start, stop}: kind map (entries), seq (items) or scalar; stop is
--- the byte behind its last one. An entry is {start, stop, key_stop, key_source, value}, an
--- item {start, stop, value}. Nodes in block style carry `column`, counted from 0.
local flow = require("util.yaml.flow")

local yaml_tree = {}

local block_node

local function unsupported(what)
  error({ unsupported = what }, 0)
end

local function line_start(text, p)
  while p > 1 and text:sub(p - 1, p - 1) ~= "\n" do
    p = p - 1
  end
  return p
end

local function column(text, p)
  return p - line_start(text, p)
end

-- The next byte that is neither blank, line end nor comment; nil at the end of the document.
local function content(text, p)
  while true do
    p = text:find("[^ \t\r\n]", p)
    if not p then
      return nil
    end
    local first = p == 1 or text:sub(p - 1, p - 1) == "\n"
    if first and (text:find("^%-%-%-%s", p) or text:find("^%-%-%-$", p)) then
      unsupported("a second document")
    elseif first and text:find("^%.%.%.", p) then
      return nil
    elseif text:sub(p, p) ~= "#" then
      return p
    end
    p = text:find("\n", p, true) or #text + 1
  end
end

-- Where a plain scalar stops on its line: before a comment, a key's colon or the line's end.
local function plain_stop(text, p)
  local line_end = (text:find("\n", p, true) or #text + 1) - 1
  local q = p
  while q <= line_end do
    local c = text:sub(q, q)
    if c == "#" and q > p and text:find("^[ \t]", q - 1) then
      break
    elseif c == ":" and (q == line_end or text:find("^%s", q + 1)) then
      break
    end
    q = q + 1
  end
  local at_colon = text:sub(q, q) == ":" and q <= line_end
  local stop = q
  while stop > p and text:find("^%s", stop - 1) do
    stop = stop - 1
  end
  return stop, at_colon and q or nil, text:sub(q, q) == "#"
end

-- The key that stands at p: the byte behind it and the place of its colon, or nil.
local function key_at(text, p)
  local c = text:sub(p, p)
  if c == '"' or c == "'" then
    local stop = flow.quoted(text, p).stop
    local colon = text:match("^[ \t]*():", stop)
    if colon and text:find("^%s", colon + 1) or colon == #text then
      return stop, colon
    end
    return nil
  elseif c:find("[%[%]{}|>%%@`]") or (c == "?" and text:find("^%s", p + 1)) then
    return nil
  end
  local stop, colon = plain_stop(text, p)
  if colon then
    return stop, colon
  end
  return nil
end

local function is_dash(text, p)
  return text:find("^%-%s", p) ~= nil or (text:sub(p, p) == "-" and p == #text)
end

-- A plain scalar; more indented lines below carry it on.
local function plain(text, p, parent)
  local stop, colon, comment = plain_stop(text, p)
  while not comment and not colon do
    local line = text:find("\n", stop, true)
    local q = line and text:find("[^ \t\r\n]", line)
    if not q or column(text, q) <= parent or text:sub(q, q) == "#" then
      break
    end
    stop, colon, comment = plain_stop(text, q)
  end
  if colon then
    unsupported("a key inside a scalar")
  end
  local style = text:sub(p, p) == "*" and "alias" or "plain"
  return { kind = "scalar", style = style, start = p, stop = stop }
end

local function block_scalar(text, p, parent)
  local header = text:match("^[^\r\n]*", p)
  local node = { kind = "scalar", start = p, header = header:match("^[|>][-+%d]*"),
    style = header:sub(1, 1) == "|" and "literal" or "folded" }
  local indent = tonumber(header:match("%d"))
  indent = indent and math.max(parent, 0) + indent or nil
  local line = text:find("\n", p, true)
  node.stop = line and line + 1 or #text + 1
  local q = node.stop
  while q <= #text do
    local spaces, rest = text:match("^( *)([^\n]*)", q)
    if rest:find("[^%s]") then
      indent = indent or #spaces
      if #spaces < indent or indent <= parent then
        break
      end
      node.stop = math.min(q + #spaces + #rest + 1, #text + 1)
    elseif node.header:find("+", 1, true) then
      node.stop = math.min(q + #spaces + #rest + 1, #text + 1)
    end
    q = q + #spaces + #rest + 1
  end
  node.indent = indent
  return node
end

-- Over `&anchor` and `!tag` on this line.
local function properties(text, p)
  while text:find("^[&!]", p) do
    local behind = text:match("^[&!][^%s]*[ \t]*()", p)
    p = behind
  end
  return p
end

local function at_line_end(text, p)
  return p > #text or text:find("^[\r\n]", p) ~= nil or text:find("^#", p) ~= nil
end

-- What follows a key's colon or a dash at `p`; `own` is the column of the key or dash.
local function value_after(text, p, own, after_key)
  local q = text:match("^[ \t]*()", p)
  q = properties(text, q)
  if not at_line_end(text, q) then
    local node = block_node(text, q, own, after_key)
    return node
  end
  local below = content(text, q)
  if below then
    local c = column(text, below)
    if c > own or (after_key and c == own and is_dash(text, below)) then
      return block_node(text, below, after_key and c == own and own - 1 or own)
    end
  end
  return { kind = "scalar", style = "empty", start = p, stop = p }
end

local function block_sequence(text, p)
  local c = column(text, p)
  local node = { kind = "seq", style = "block", start = p, column = c, items = {} }
  while p and column(text, p) == c and is_dash(text, p) do
    local value = value_after(text, p + 1, c, false)
    node.items[#node.items + 1] = { start = p, stop = value.stop, value = value }
    node.stop = value.stop
    p = content(text, value.stop)
  end
  return node
end

local function block_mapping(text, p)
  local c = column(text, p)
  local node = { kind = "map", style = "block", start = p, column = c, entries = {} }
  while p and column(text, p) == c and not is_dash(text, p) do
    local stop, colon = key_at(text, p)
    if not stop then
      unsupported("a line that is no key")
    end
    local value = value_after(text, colon + 1, c, true)
    node.entries[#node.entries + 1] = { start = p, key_stop = stop, stop = value.stop,
      key_source = text:sub(p, stop - 1), value = value }
    node.stop = value.stop
    p = content(text, value.stop)
  end
  return node
end

function block_node(text, p, parent, inline)
  local q = properties(text, p)
  if q ~= p and at_line_end(text, q) then
    q = content(text, q) or unsupported("an anchor of nothing")
  end
  p = q
  if is_dash(text, p) then
    return block_sequence(text, p)
  end
  local c = text:sub(p, p)
  if c == "|" or c == ">" then
    return block_scalar(text, p, parent)
  elseif c == "{" or c == "[" then
    return flow.node(text, p)
  end
  if not inline and key_at(text, p) then
    return block_mapping(text, p)
  elseif c == '"' or c == "'" then
    return flow.quoted(text, p)
  end
  return plain(text, p, parent)
end

local function document_start(text)
  local p = text:sub(1, 3) == "\xEF\xBB\xBF" and 4 or 1
  while text:find("^%%", p) or text:find("^[ \t]*#", p) or text:find("^[ \t]*\r?\n", p) do
    local line = text:find("\n", p, true)
    if not line then
      return #text + 1
    end
    p = line + 1
  end
  local behind = text:match("^%-%-%-[ \t]*()", p)
  return behind or p
end

--- The tree of one document.
---@param text string
---@return table|nil root nil when the text holds something that is not known here
---@return string|nil reason
function yaml_tree.parse(text)
  local ok, result = pcall(function()
    local p = content(text, document_start(text)) or unsupported("an empty document")
    local node = block_node(text, p, -1)
    if content(text, node.stop) then
      unsupported("text behind the document")
    end
    return node
  end)
  if ok then
    return result
  elseif type(result) == "table" and result.unsupported then
    return nil, result.unsupported
  end
  error(result, 0)
end

return yaml_tree
