local json = require("host.json")
local partition_set = require("runtime.cursor.partition_set")
local stream_cursor = require("runtime.cursor.stream_cursor")

local RULES = {
  field = "u",
  start = 5,
  values = {
    zero = 0,
    parse = math.tointeger,
    format = tostring,
    is_set = function(value)
      return value ~= nil
    end,
  },
}

local function cursor(state)
  return stream_cursor.new(RULES, state and json.new_object({ { "u", state.u } }))
end

--- A set with a partition for each word, its value the place of the word.
local function set_of(...)
  local set = partition_set.new(RULES)
  for index, key in ipairs({ ... }) do
    set:put(key, cursor({ u = 10 * index }))
  end
  return set
end

local function shown(set)
  local parts = {}
  for key, one in set:each() do
    parts[#parts + 1] = key .. ":" .. one:value()
  end
  return table.concat(parts, " ")
end

return {
  ["a cursor that rests is what it was"] = function(t)
    for _, recent in ipairs({ 7, -1, false }) do
      local set, one = partition_set.new(RULES), cursor()
      one.low, one.known = 3, { { first = 4, last = 1 << 60, recent = recent or nil } }
      set:put("a", one)
      set:rest("a")
      local again = set:open("a")
      t.equal(again ~= one, true)
      t.equal(again.low, 3)
      t.equal(#again.known, 1)
      t.equal(again.known[1].first, 4)
      t.equal(again.known[1].last, 1 << 60)
      t.equal(again.known[1].recent, recent or nil)
      t.equal(set:get("a"), again)
    end
  end,
  ["what does not fit into a string is kept as it is"] = function(t)
    local zoned = setmetatable({ us = 1, offset = 3600 }, { __le = function() return true end })
    for _, change in ipairs({
      { known = { { first = 1, last = 2 }, { first = 5, last = 6 } } },
      { known = { { first = 1, last = zoned } } },
      { known = { { first = 1, last = 2, recent = zoned } } },
      { low = zoned },
      { kept = { u = 1, other = true } },
      { recent = { [{}] = 4 } },
      { unordered = true },
    }) do
      local set, one = partition_set.new(RULES), cursor()
      for name, value in pairs(change) do
        one[name] = value
      end
      set:put("a", one)
      set:rest("a")
      t.equal(set:get("a"), one)
    end
  end,
  ["partitions keep their places, whatever their keys and cursors"] = function(t)
    local set = set_of("a", "b", "c")
    set:rest("b")
    set:put("a", cursor({ u = 70 }))
    t.equal(set:rename("b", "n"), true)
    t.equal(set:rename("b", "m"), false)
    t.equal(shown(set), "a:70 n:20 c:30")
    t.equal(set:get("b"), nil)
    t.equal(set.size, 3)
  end,
  ["a partition that went and came again is renamed at its new place"] = function(t)
    local set = set_of("a", "b", "c")
    set:rename("c", "n")
    set:drop_oldest()
    set:put("a", cursor({ u = 80 }))
    set:rename("a", "m")
    t.equal(shown(set), "b:20 n:30 m:80")
  end,
  ["the oldest goes first"] = function(t)
    local set = set_of("a", "b", "c")
    set:rest("a")
    set:drop_oldest()
    set:rest("a")
    t.equal(shown(set), "b:20 c:30")
    t.equal(set.size, 2)
  end,
}
