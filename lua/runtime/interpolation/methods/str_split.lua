--- str.split and its kin.
local call = require("runtime.interpolation.call")
local errors = require("runtime.interpolation.errors")
local limits = require("runtime.interpolation.limits")
local sequences = require("runtime.interpolation.sequences")
local strip = require("runtime.interpolation.methods.str_strip")
local text = require("runtime.interpolation.text")
local values = require("runtime.interpolation.values")

local methods = {}
local None = values.None

local function add(name, signature, run)
  methods[name] = call.method(name, signature, run)
end

local function separator(value)
  if type(value) ~= "string" then
    errors.type_error("must be str, not %s", values.kind(value))
  elseif value == "" then
    errors.value_error("empty separator")
  end
  return value
end

local function limit(value)
  return sequences.integer(value, -1)
end

-- Runs of non-blank characters.
local function words(value, most)
  local list, rest = {}, strip.left(value)
  while rest ~= "" do
    if most == 0 then
      list[#list + 1] = strip.right(rest)
      break
    end
    local chars, stop = text.chars(rest), 1
    while chars[stop] and not text.is_space(chars[stop]) do
      stop = stop + 1
    end
    list[#list + 1] = table.concat(chars, "", 1, stop - 1)
    rest = strip.left(table.concat(chars, "", stop))
    most = most - 1
  end
  return list
end

local function words_from_right(value, most)
  local all = words(value, -1)
  if most < 0 or #all <= most then
    return all
  end
  local rest, tail = strip.right(value), {}
  for index = #all, #all - most + 1, -1 do
    table.insert(tail, 1, all[index])
    rest = strip.right(rest:sub(1, #rest - #all[index]))
  end
  table.insert(tail, 1, rest)
  return tail
end

local function pieces(value, by, most)
  local list, from = {}, 1
  while most ~= 0 do
    local first, last = value:find(by, from, true)
    if not first then
      break
    end
    list[#list + 1] = value:sub(from, first - 1)
    from, most = last + 1, most - 1
    limits.charge(1)
  end
  list[#list + 1] = value:sub(from)
  return list
end

local function pieces_from_right(value, by, most)
  local reversed = pieces(value:reverse(), by:reverse(), most)
  local list = {}
  for index = #reversed, 1, -1 do
    list[#list + 1] = reversed[index]:reverse()
  end
  return list
end

add("split", "sep? maxsplit?", function(value, by, most)
  if by == nil or by == None then
    return values.list(words(value, limit(most)))
  end
  return values.list(pieces(value, separator(by), limit(most)))
end)

add("rsplit", "sep? maxsplit?", function(value, by, most)
  if by == nil or by == None then
    return values.list(words_from_right(value, limit(most)))
  end
  return values.list(pieces_from_right(value, separator(by), limit(most)))
end)

local breaks = { ["\n"] = true, ["\r"] = true, ["\v"] = true, ["\f"] = true, ["\28"] = true,
  ["\29"] = true, ["\30"] = true, ["\u{85}"] = true, ["\u{2028}"] = true, ["\u{2029}"] = true }

--- The lines of a text, as a plain list.
local function lines(value, keep)
  local chars, list, from, index = text.chars(value), {}, 1, 1
  while chars[index] do
    if breaks[chars[index]] then
      local last = index
      if chars[index] == "\r" and chars[index + 1] == "\n" then
        index = index + 1
      end
      list[#list + 1] = table.concat(chars, "", from, keep and index or last - 1)
      from = index + 1
    end
    index = index + 1
  end
  if from <= #chars then
    list[#list + 1] = table.concat(chars, "", from)
  end
  return list
end

add("splitlines", "keepends?", function(value, keep)
  return values.list(lines(value, keep ~= nil and values.truthy(keep)))
end)

add("partition", "/ sep", function(value, by)
  local first, last = value:find(separator(by), 1, true)
  if not first then
    return values.tuple({ value, "", "" })
  end
  return values.tuple({ value:sub(1, first - 1), by, value:sub(last + 1) })
end)

add("rpartition", "/ sep", function(value, by)
  local list = pieces_from_right(value, separator(by), 1)
  if #list == 1 then
    return values.tuple({ "", "", value })
  end
  return values.tuple({ list[1], by, list[2] })
end)

return methods
