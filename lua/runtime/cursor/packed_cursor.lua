--- Stream cursors as short strings: a cursor takes several tables, which the collector has to walk
--- through again and again, and of most partitions nothing is asked while others are read.
local stream_cursor = require("runtime.cursor.stream_cursor")

local packed_cursor = {}

local math_type, pack, unpack = math.type, string.pack, string.unpack

local function is_integer(value)
  return math_type(value) == "integer"
end

--- @param cursor table a stream cursor all of whose slices are closed
--- @return string|nil nil when it does not fit into one
function packed_cursor.pack(cursor)
  local known, low = cursor.known, cursor.low
  local first, last, recent = known[1].first, known[1].last, known[1].recent
  local has_more = known[2] or cursor.kept or cursor.recent or cursor.unordered
  if has_more or not (is_integer(low) and is_integer(first) and is_integer(last)) then
    return nil
  elseif recent == nil then
    return pack("jjj", low, first, last)
  end
  return is_integer(recent) and pack("jjjj", low, first, last, recent) or nil
end

--- @param rules table of the cursor
--- @return table the cursor as it was
function packed_cursor.restore(rules, text)
  local low, first, last, rest = unpack("jjj", text)
  local recent = rest < #text and unpack("j", text, rest) or nil
  local known = { { first = first, last = last, recent = recent } }
  return setmetatable({ rules = rules, known = known, low = low }, stream_cursor)
end

return packed_cursor
