--- Segments of dpath paths: how one of them is compared with a key or an index.
local glob = {}

local LETTER = "[%z\1-\x7F\xC2-\xF4][\x80-\xBF]*"

local function escape(text)
  return (text:gsub("%W", "%%%0"))
end

local function class_end(text, at)
  local from = at + 1
  if text:sub(from, from) == "!" then
    from = from + 1
  end
  return text:find("]", from + 1, true)
end

local function class_pattern(body)
  local negated = body:sub(1, 1) == "!"
  if negated then
    body = body:sub(2)
  end
  body = body:gsub("[%%%]%[%^]", "%%%0")
  return "[" .. (negated and "^" or "") .. body .. "]"
end

--- A shell pattern as a Lua pattern: `*`, `?`, `[abc]`, `[!abc]`.
local function lua_pattern(text)
  local parts, at = { "^" }, 1
  while at <= #text do
    local char = text:sub(at, at)
    local stop = char == "[" and class_end(text, at)
    if char == "*" then
      parts[#parts + 1] = ".*"
    elseif char == "?" then
      parts[#parts + 1] = LETTER
    elseif stop then
      parts[#parts + 1] = class_pattern(text:sub(at + 1, stop - 1))
      at = stop
    else
      parts[#parts + 1] = escape(char)
    end
    at = at + 1
  end
  parts[#parts + 1] = "$"
  return table.concat(parts)
end

local compiled = setmetatable({}, { __mode = "v" })

--- @param segment string|integer
--- @return table segment with `any`, `deep`, `literal` or `pattern`, and `index` for list positions
function glob.compile(segment)
  local known = compiled[segment]
  if known then
    return known
  end
  local text = tostring(segment)
  local result = { literal = segment, index = math.tointeger(tonumber(segment)) }
  if segment == "*" then
    result = { any = true }
  elseif segment == "**" then
    result = { deep = true }
  elseif text:find("[*?%[]") then
    result = { pattern = lua_pattern(text) }
  end
  compiled[segment] = result
  return result
end

--- Whether a segment names a key of an object.
function glob.matches_key(segment, key)
  if segment.any then
    return true
  end
  return segment.literal == key or segment.pattern ~= nil and key:find(segment.pattern) ~= nil
end

--- Whether a segment names a position of a list, counted from 0; negative ones count from the end.
function glob.matches_index(segment, index, length)
  if segment.any then
    return true
  end
  if segment.index then
    return segment.index == index or segment.index + length == index
  end
  return segment.pattern ~= nil and tostring(index):find(segment.pattern) ~= nil
end

return glob
