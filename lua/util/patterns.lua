--- The pattern functions of Lua with a bound on the work of each budget, so that no pattern runs
--- for ever inside one call.
local search = require("host.script").search

local patterns = {}

local function position(text, init)
  init = init or 1
  if init < 0 then
    return math.max(1, #text + init + 1)
  end
  return math.max(1, init)
end

local function checked(name, text, pattern)
  if type(text) == "number" then
    text = tostring(text)
  end
  if type(text) ~= "string" or type(pattern) ~= "string" and type(pattern) ~= "number" then
    local index = type(text) ~= "string" and 1 or 2
    error(("bad argument #%d to '%s' (string expected, got %s)"):format(index, name,
      type(index == 1 and text or pattern)), 3)
  end
  return text, tostring(pattern)
end

local escape = "%%([%d%%]?)"

-- The replacement text of one match.
local function expanded(replacement, whole, captures)
  return (string.gsub(replacement, escape, function(which)
    if which == "%" then
      return "%"
    elseif which == "" then
      error("invalid use of '%' in replacement string", 0)
    end
    local index = tonumber(which)
    local value = index == 0 and whole or captures[index]
    if index == 1 and captures.n == 0 then
      value = whole
    elseif value == nil then
      error(("invalid capture index %%%d in replacement string"):format(index), 0)
    end
    return tostring(value)
  end))
end

local function replaced(replacement, whole, captures)
  local kind = type(replacement)
  local value
  local first = captures.n == 0 and whole or captures[1]
  if kind == "function" then
    if captures.n == 0 then
      value = replacement(whole)
    else
      value = replacement(table.unpack(captures, 1, captures.n))
    end
  elseif kind == "table" then
    value = replacement[first]
  else
    value = expanded(tostring(replacement), whole, captures)
  end
  if not value then
    return whole
  elseif type(value) ~= "string" and type(value) ~= "number" then
    error(("invalid replacement value (a %s)"):format(type(value)), 0)
  end
  return value
end

-- The captures of a match, or all of it where the pattern has none.
local function matched(text, start, stop, first, ...)
  if start and first == nil then
    return text:sub(start, stop)
  end
  return first, ...
end

--- find, match, gmatch and gsub that share a budget; those of Lua while it is math.maxinteger.
---@param take fun(): integer the steps that are left
---@param give fun(left: integer)
---@return table functions by name
function patterns.new(take, give)
  local own = {}

  local function settle(left, start, ...)
    give(left)
    if start == false then
      error((...), 0)
    end
    return start, ...
  end

  -- As `search`, without the steps: start, stop, captures; nil for no match.
  local function look(text, pattern, init)
    return settle(search(text, pattern, init, take()))
  end

  function own.find(text, pattern, init, plain)
    if take() == math.maxinteger then
      return string.find(text, pattern, init, plain)
    end
    text, pattern = checked("find", text, pattern)
    init = position(text, init)
    if plain or not string.find(pattern, "[%^%$%*%+%?%.%(%[%%%-]") then
      return string.find(text, pattern, init, true)
    elseif init > #text + 1 then
      return nil
    end
    return look(text, pattern, init)
  end

  function own.match(text, pattern, init)
    if take() == math.maxinteger then
      return string.match(text, pattern, init)
    end
    text, pattern = checked("match", text, pattern)
    init = position(text, init)
    if init > #text + 1 then
      return nil
    end
    return matched(text, look(text, pattern, init))
  end

  function own.gmatch(text, pattern, init)
    if take() == math.maxinteger then
      return string.gmatch(text, pattern, init)
    end
    text, pattern = checked("gmatch", text, pattern)
    if pattern:sub(1, 1) == "^" then
      pattern = "%" .. pattern
    end
    local at, last, again = position(text, init), nil, nil
    local function step(start, stop, ...)
      if start and stop == last then -- an empty match where the last one ended
        at = start + 1
        return again()
      end
      at, last = start and stop + 1 or #text + 2, stop
      return matched(text, start, stop, ...)
    end
    function again()
      if at > #text + 1 then
        return nil
      end
      return step(look(text, pattern, at))
    end
    return again
  end

  function own.gsub(text, pattern, replacement, most)
    if take() == math.maxinteger then
      return string.gsub(text, pattern, replacement, most)
    end
    text, pattern = checked("gsub", text, pattern)
    local kind = type(replacement)
    if kind ~= "string" and kind ~= "number" and kind ~= "table" and kind ~= "function" then
      error(("bad argument #3 to 'gsub' (string/function/table expected, got %s)"):format(kind), 2)
    end
    local pieces, at, last, count = {}, 1, nil, 0
    local anchored = pattern:sub(1, 1) == "^"
    while at <= #text + 1 and count < (most or math.huge) do
      local results = table.pack(look(text, pattern, at))
      local start, stop = results[1], results[2]
      if not start then
        break
      end
      if stop == last then -- an empty match where the last one ended
        pieces[#pieces + 1] = text:sub(at, start)
        at = start + 1
      else
        count = count + 1
        pieces[#pieces + 1] = text:sub(at, start - 1)
        pieces[#pieces + 1] = replaced(replacement, text:sub(start, stop),
          table.pack(table.unpack(results, 3, results.n)))
        at, last = stop + 1, stop
      end
      if anchored then
        break
      end
    end
    pieces[#pieces + 1] = text:sub(at)
    return table.concat(pieces), count
  end

  return own
end

return patterns
