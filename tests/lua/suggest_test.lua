local suggest = require("util.suggest")

return {
  ["distance counts edits and swaps"] = function(t)
    t.equal(suggest.distance("", "abc"), 3)
    t.equal(suggest.distance("abc", "abc"), 0)
    t.equal(suggest.distance("name", "nmae"), 1)
    t.equal(suggest.distance("kitten", "sitting"), 3)
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
