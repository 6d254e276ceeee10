--- host.regex: what Python's `re` answers.
local regex = require("host.regex")

local function replaced(pattern, replacement, text, count)
  return (assert(regex.compile(pattern)):replace(text, replacement, count))
end

return {
  ["a search tells places and groups"] = function(t)
    local found = assert(regex.compile("(?P<key>[a-z]+)=(\\d+)?")):search("1 ab=")
    t.equal(found, {
      [0] = "ab=",
      start = 3,
      stop = 5,
      groups = { "ab", false },
      names = { key = "ab" },
    })
  end,
  ["match holds at the start, full_match to the end"] = function(t)
    local re = assert(regex.compile("a+"))
    t.equal(re:match("baa"), nil)
    t.equal(re:match("baa", 2)[0], "aa")
    t.equal(re:full_match("aab"), nil)
    t.equal(re:full_match("aa")[0], "aa")
    t.equal(re:search("b", 9), nil)
  end,
  ["Python's own spellings"] = function(t)
    t.equal(regex.compile("a\\Z"):search("a\n"), nil)
    t.truthy(regex.compile("a$"):search("a\n"))
    t.truthy(regex.compile("^a{,2}$"):search("aa"))
    t.truthy(regex.compile("[\\u00e9]"):search("é"))
    t.truthy(regex.compile("(?iu)É"):search("é"))
    t.truthy(regex.compile("^[[:a]+$"):search("[:a"))
    t.truthy(regex.compile("^[]a]+$"):search("a]"))
    t.truthy(regex.compile("^\\w+$"):search("héß"))
    t.equal(regex.compile("(?P<a>x)(?P=a)"):search("xx")[0], "xx")
  end,
  ["flags"] = function(t)
    t.truthy(regex.compile("ABC", "i"):search("abc"))
    t.equal(#regex.compile("^.", "m"):find_all("a\nb"), 2)
    t.truthy(regex.compile("a.b", "s"):search("a\nb"))
    t.match(t.raises(regex.compile, "a", "q"), "imsx")
  end,
  ["replacing"] = function(t)
    t.equal(replaced("x*", "-", "abxd"), "-a-b--d-")
    t.equal(replaced("(a)(?P<n>b)", "\\2\\1\\g<n>\\g<1>\\n", "ab"), "baba\n")
    t.equal(replaced("a", "b", "aaa", 2), "bba")
    t.equal(replaced("a", function(match)
      return match[0]:upper()
    end, "aba"), "AbA")
    t.equal(select(2, regex.compile("a"):replace("aba", "c")), 2)
    t.equal(select(3, regex.compile("a"):replace("a", "\\q")), "syntax")
    t.equal(select(3, regex.compile("a"):replace("a", "\\1")), "syntax")
    t.equal(replaced("é", "e", "caf\u{e9}"), "cafe")
  end,
  ["bad patterns are told"] = function(t)
    local re, message, code = regex.compile("(a")
    t.equal(re, nil)
    t.match(message, "missing closing parenthesis")
    t.equal(code, "syntax")
  end,
  ["a hostile pattern ends"] = function(t)
    local found, message, code = regex.compile("(a|a?)+$"):search(("a"):rep(40) .. "b")
    t.equal(found, nil)
    t.equal(code, "limit", message)
  end,
  ["text that is no UTF-8 is searched all the same"] = function(t)
    t.equal(regex.compile("b"):search("\xff\xfeb").start, 3)
  end,
}
