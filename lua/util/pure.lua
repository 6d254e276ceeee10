--- The part of Lua that gives the same result at every run: for the code of others.
---
--- No clock, no random numbers, no addresses in texts; tables are walked and sorted in one order;
--- texts are bounded. Each call of `pure.library` gives copies, so that nothing done to them
--- reaches revos.
local json = require("host.json")

local pure = {}

local MAX_TEXT = 16 * 1024 * 1024

local steps_left = math.maxinteger

local patterns = require("util.patterns").new(function()
  return steps_left
end, function(left)
  steps_left = left
end)

--- From here on patterns may look at so many characters.
---@param steps integer
function pure.limit_patterns(steps)
  steps_left = steps
end

--- find, match, gmatch and gsub, which stop when the limit is reached.
pure.patterns = patterns

--- table.move of no endless range.
function pure.move(from, first, last, to, into)
  if last - first > MAX_TEXT then
    error("table.move: too many elements to move", 2)
  end
  return table.move(from, first, last, to, into)
end

--- tostring without addresses.
---@param value any
---@return string
function pure.text(value)
  local kind = type(value)
  if kind == "string" or kind == "number" or kind == "boolean" or kind == "nil" then
    return tostring(value)
  elseif value == json.null then
    return "null"
  end
  return json.is_bignum(value) and tostring(value) or kind
end

--- string.rep that makes no text of any size.
function pure.rep(text, count, separator)
  text, separator = tostring(text), separator or ""
  local piece = #text + #separator
  if piece > 0 and count > MAX_TEXT // piece then
    error("string.rep: the text would be too long", 2)
  end
  return string.rep(text, count, separator)
end

--- string.format without addresses: no %p, and what is neither text nor number as `text` has it.
---@param text fun(value: any): string
function pure.formatter(text)
  return function(pattern, ...)
    local bare = type(pattern) == "string" and string.gsub(pattern, "%%%%", "")
    if bare and string.find(bare, "%%[^%a]*p") then
      error("string.format: '%p' is not for scripts like this one", 2)
    end
    local arguments = table.pack(...)
    for i = 1, arguments.n do
      local kind = type(arguments[i])
      if kind ~= "string" and kind ~= "number" and kind ~= "boolean" and kind ~= "nil" then
        arguments[i] = text(arguments[i])
      end
    end
    return string.format(pattern, table.unpack(arguments, 1, arguments.n))
  end
end

pure.format = pure.formatter(pure.text)

local ranks = { number = 1, string = 2, boolean = 3 }

local function before(a, b)
  local rank_a, rank_b = ranks[type(a)], ranks[type(b)]
  if rank_a ~= rank_b then
    return rank_a < rank_b
  elseif rank_a == 3 then
    return a and not b
  end
  return a < b
end

-- The keys of a table in order: numbers, texts, false and true.
local function sorted_keys(source)
  local keys, rest = {}, {}
  for i = 1, rawlen(source) do
    keys[i] = i
  end
  local count = #keys
  for key in next, source do
    local listed = math.type(key) == "integer" and key >= 1 and key <= count
    if not listed and not ranks[type(key)] then
      error("a table with tables or functions as keys has no order to walk it in", 3)
    elseif not listed then
      rest[#rest + 1] = key
    end
  end
  table.sort(rest, before)
  return table.move(rest, 1, #rest, count + 1, keys)
end

local function is_ordered(value)
  return json.is_object(value)
end

--- pairs in one order: that of the document for its mappings, else by key.
function pure.pairs(source)
  if is_ordered(source) then
    return pairs(source)
  elseif type(source) ~= "table" then
    error(("bad argument #1 to 'pairs' (table expected, got %s)"):format(type(source)), 2)
  end
  local keys, at = sorted_keys(source), 0
  return function()
    local key, value
    repeat
      at = at + 1
      key = keys[at]
      value = key ~= nil and source[key] or nil
      if key ~= nil and source[key] == false then
        value = false
      end
    until value ~= nil or key == nil
    return key, value
  end
end

-- The keys of the table that `next` walks just now.
local function new_next()
  local walked, keys, places = nil, nil, nil
  local function start(source)
    walked, keys, places = source, is_ordered(source) and json.keys(source) or sorted_keys(source),
      {}
    for i, key in ipairs(keys) do
      places[key] = i
    end
  end
  return function(source, key)
    if type(source) ~= "table" then
      error(("bad argument #1 to 'next' (table expected, got %s)"):format(type(source)), 2)
    elseif key == nil or walked ~= source then
      start(source)
    end
    local at = key == nil and 0 or places[key]
    if not at then
      error("next: no such key", 2)
    end
    for i = at + 1, #keys do
      if source[keys[i]] ~= nil then
        return keys[i], source[keys[i]]
      end
    end
    return nil
  end
end

local function less(a, b)
  return a < b
end

local function merge(list, from, middle, to, is_less, space)
  local left, right = from, middle + 1
  for at = from, to do
    local take_right = left > middle or right <= to and is_less(list[right], list[left])
    space[at] = list[take_right and right or left]
    if take_right then
      right = right + 1
    else
      left = left + 1
    end
  end
  table.move(space, from, to, from, list)
end

local function sort_range(list, from, to, is_less, space)
  if from >= to then
    return
  end
  local middle = (from + to) // 2
  sort_range(list, from, middle, is_less, space)
  sort_range(list, middle + 1, to, is_less, space)
  merge(list, from, middle, to, is_less, space)
end

--- table.sort that keeps the order of equals (Lua's own picks its pivots by the clock).
function pure.sort(list, is_less)
  sort_range(list, 1, #list, is_less or less, {})
end

local function copy(library, changes)
  local own = {}
  for key, value in pairs(library) do
    own[key] = value
  end
  for key, value in pairs(changes) do
    own[key] = value or nil
  end
  return own
end

--- A new copy of `string`.
---@return table
function pure.strings()
  local own = copy(string, { dump = false, format = pure.format, rep = pure.rep })
  return copy(own, patterns)
end

--- New copies of the library, as globals.
---@return table globals
function pure.library()
  return {
    assert = assert, error = error, ipairs = ipairs, next = new_next(), pairs = pure.pairs,
    select = select, tonumber = tonumber, tostring = pure.text, type = type, _VERSION = _VERSION,
    math = copy(math, { random = false, randomseed = false }),
    string = pure.strings(),
    table = copy(table, { move = pure.move, sort = pure.sort }),
    utf8 = copy(utf8, {}),
  }
end

return pure
