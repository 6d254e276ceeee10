local ignore = require("project.ignore")
local path = require("util.path")
local slug = require("project.slug")

return {
  ["slugs begin with a letter and are at most 64 characters"] = function(t)
    for _, text in ipairs({ "a", "my-source", "a_1", ("a"):rep(64) }) do
      t.truthy(slug.is_valid(text), text)
    end
    for _, text in ipairs({ "", "A", "1a", "-a", "a b", "a/b", "a.b", "ä", ("a"):rep(65) }) do
      t.truthy(not slug.is_valid(text), text)
    end
  end,
  ["a slug is made from a free name"] = function(t)
    t.equal(slug.from_name("My Source!"), "my-source")
    t.equal(slug.from_name("42 things"), "things")
    t.equal(slug.from_name("!!!"), nil)
    t.equal(slug.from_name("Größe Élan Ñandú"), "grosse-elan-nandu")
    t.equal(slug.from_name("Ele\u{301}phant"), "elephant")
    t.equal(slug.from_name("東京 Ω"), nil)
    t.equal(slug.from_name("a×b"), "a-b")
  end,
  ["a title is made from a slug"] = function(t)
    t.equal(slug.title("nyc-taxi_trips"), "Nyc Taxi Trips")
  end,
  ["the lines of .gitignore are there once"] = function(t)
    local once = ignore.complete("")
    t.equal(ignore.complete(once), once)
    t.match(ignore.complete("node_modules"), "^node_modules\nconnectors/")
    t.equal(select(2, ignore.complete(".revos/\n"):gsub("%.revos/", "")), 1)
  end,
  ["paths are made normal"] = function(t)
    t.equal(path.normalize("/a/./b//../c/"), "/a/c")
    t.equal(path.normalize("../x"), "../x")
    t.equal(path.normalize("a/.."), ".")
    t.equal(path.normalize("/.."), "/")
    t.equal(path.below("/a/b", "/a"), "b")
    t.equal(path.below("/ab", "/a"), nil)
  end,
}
