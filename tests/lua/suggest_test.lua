local suggest = require("util.suggest")

return {
  ["distance counts edits and swaps"] = function(t)
    t.equal(suggest.distance("", "abc"), 3)
    t.equal(suggest.distance("abc", "abc"), 0)
    t.equal(suggest.distance("name", "nmae"), 1)
    t.equal(suggest.distance("kitten", "sitting"), 3)
    t.equal(suggest.distance("ab", ""), 2)
  end,
  ["no more edits are counted than are asked for"] = function(t)
    t.equal(suggest.distance("kitten", "sitting", 3), 3)
    t.equal(suggest.distance("kitten", "sitting", 2), nil)
    t.equal(suggest.distance("abcdefgh", "badcfehg", 4), 4)
    t.equal(suggest.distance("abcdefgh", "badcfehg", 3), nil)
    t.equal(suggest.distance("a", "abcd", 2), nil)
    t.equal(suggest.nearest(("x"):rep(300), { ("x"):rep(300) }), nil)
  end,
  ["the nearest of several is found"] = function(t)
    t.equal(suggest.nearest("chek", { "read", "check", "spec" }), "check")
    t.equal(suggest.nearest("urlBase", { "url_base", "path" }), "url_base")
    t.equal(suggest.nearest("conn", { "connectors", "init" }), "connectors")
  end,
  ["what is far from all has no neighbour"] = function(t)
    t.equal(suggest.nearest("zzz", { "read", "check" }), nil)
  end,
}
