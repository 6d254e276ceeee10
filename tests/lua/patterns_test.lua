--- The bounded pattern functions give what those of Lua give.
local patterns = require("util.patterns")

local STEPS = 1000000

local function new(steps)
  local left = steps or STEPS
  return patterns.new(function()
    return left
  end, function(now)
    left = now
  end)
end

local texts = { "", "a", "hello world", "key = value, k2=v2", "2026-11-25T10:20:30Z", "(a(b)c)(d",
  "THE (quick) fox", "a.b.c", "  trim me  ", "x\0y\0z", "äöü-abc", "aaa", "[x] %d ^$", "%%%" }

local pieces = { "a", "b", ".", "%a", "%d+", "%s*", "(", ")", "()", "[%w_]", "[^a]", "[a-c]", "-",
  "*", "+", "?", "%b()", "%f[%w]", "$", "^", "%1", "[]x]", "%", "[", "\0", "%S-", "(%w+)", "=" }

-- A sequence that is the same at each run.
local function numbers(seed)
  return function(most)
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed // 65536 % most + 1
  end
end

local function outcome(fn, ...)
  local results = table.pack(pcall(fn, ...))
  if not results[1] then
    return { "error" }
  end
  return results
end

local function all_of(gmatch, text, pattern)
  local list = {}
  for a, b in gmatch(text, pattern) do
    list[#list + 1] = tostring(a) .. "|" .. tostring(b)
  end
  return list
end

local function gmatch_of(library)
  return function(text, pattern)
    return all_of(library.gmatch, text, pattern)
  end
end

local function compare(t, own, text, pattern, init)
  t.equal(outcome(own.find, text, pattern, init), outcome(string.find, text, pattern, init))
  t.equal(outcome(own.match, text, pattern, init), outcome(string.match, text, pattern, init))
  if not pcall(string.find, text .. "x", pattern) then
    return -- Lua's gsub overlooks some captures that have no end
  end
  t.equal(outcome(gmatch_of(own), text, pattern), outcome(gmatch_of(string), text, pattern))
  for _, replacement in ipairs({ "<%0>", "%1%%", { a = "b" }, string.upper }) do
    t.equal(outcome(own.gsub, text, pattern, replacement), outcome(string.gsub, text, pattern,
      replacement))
  end
end

return {
  ["they agree with Lua on what people write"] = function(t)
    local own = new()
    for _, pattern in ipairs({ "^(%d+)-(%d+)-(%d+)", "^%s*(.-)%s*$", "(%w+)%s*=%s*(%w+)",
      "%f[%a]%a+", "%b()", "()l()", "[^,]+", "%.", "%w*", "(a*)", ".-", "^a", "$", "a$" }) do
      for _, text in ipairs(texts) do
        compare(t, own, text, pattern)
        compare(t, own, text, pattern, -3)
        compare(t, own, text, pattern, 2)
      end
    end
  end,
  ["they agree with Lua on what nobody writes"] = function(t)
    local next_number = numbers(7)
    for _ = 1, 1500 do
      local pattern = ""
      for _ = 1, next_number(5) do
        pattern = pattern .. pieces[next_number(#pieces)]
      end
      local own, text = new(), texts[next_number(#texts)]
      local ok, problem = pcall(compare, t, own, text, pattern)
      if not ok then
        error(("%q on %q: %s"):format(pattern, text, tostring(problem)), 0)
      end
    end
  end,
  ["plain finds, limits of gsub, wrong arguments"] = function(t)
    local own = new()
    t.equal({ own.find("a.b", ".", 1, true) }, { 2, 2 })
    t.equal({ own.gsub("aaa", "a", "b", 2) }, { "bba", 2 })
    t.raises(function()
      own.find({}, "a")
    end, "string expected, got table")
    t.raises(function()
      own.gsub("a", "a", true)
    end, "got boolean")
    t.raises(function()
      own.gsub("a", "a", function()
        return {}
      end)
    end, "invalid replacement value")
  end,
  ["a pattern that takes too long is stopped"] = function(t)
    local own = new()
    t.raises(function()
      own.find(("a"):rep(3000), ("a-"):rep(20) .. "b")
    end, "a pattern takes too long")
    t.raises(function()
      own.find("x", "x+")
    end, "a pattern takes too long")
    t.raises(function()
      new().find(("("):rep(1000000), "%b()")
    end, "too long")
    t.raises(function()
      new().find("x", ("(x?)"):rep(33))
    end, "too many captures")
  end,
}
