--- runtime.values.dpath: paths with the rules of the dpath library.
local dpath = require("runtime.values.dpath")
local json = require("host.json")
local paths = require("runtime.values.dpath_plain")

local function value(text)
  return assert(json.decode(text))
end

local function text(list)
  return json.encode(json.new_array(list))
end

return {
  ["a star names every member, in the order of the document"] = function(t)
    local body = value('{"b":{"x":1},"a":{"x":2},"l":[{"x":3}]}')
    t.equal(text(dpath.values(body, { "*", "x" })), "[1,2]")
    t.equal(text(dpath.values(body, { "l", "*", "x" })), "[3]")
  end,
  ["two stars name any number of levels"] = function(t)
    local body = value('{"id":1,"a":{"id":2,"b":{"id":3}}}')
    t.equal(text(dpath.values(body, { "**", "id" })), "[1,2,3]")
  end,
  ["question marks and classes name keys"] = function(t)
    local body = value('{"a1":1,"b1":2,"é1":3,"a22":4}')
    t.equal(text(dpath.values(body, { "?1" })), "[1,2,3]")
    t.equal(text(dpath.values(body, { "[ab]*" })), "[1,2,4]")
    t.equal(text(dpath.values(body, { "[!a]1" })), "[2]")
  end,
  ["digits name positions of lists, from the end with a minus"] = function(t)
    local body = value('{"l":["a","b","c"],"o":{"0":"zero"}}')
    t.equal(dpath.get(body, { "l", "1" }), "b")
    t.equal(dpath.get(body, { "l", "-1" }), "c")
    t.equal(dpath.get(body, { "o", "0" }), "zero")
    t.equal(dpath.get(body, { "l", "7" }, "none"), "none")
  end,
  ["get refuses several matches"] = function(t)
    local err = t.raises(dpath.get, value('{"a":1,"b":2}'), { "*" })
    t.equal(err.class, "ValueError")
  end,
  ["a getter gets what get does"] = function(t)
    local body = value('{"a":{"b":1,"n":null},"l":[{"x":2}],"s":"x","1":3}')
    for _, path in ipairs({ { "a" }, { "a", "b" }, { "a", "n" }, { "a", "q" }, { "q", "r" },
      { "1" }, { "l", "0", "x" }, { "l", "x" }, { "s", "x" }, { "s" }, { "a", "b*" },
      { "**", "x" }, {} }) do
      t.equal(paths.getter(path)(body), dpath.get(body, path))
    end
    t.equal(paths.getter({ "a" })(value("[1]")), nil)
    local err = t.raises(paths.getter({ "a", "*" }, "a/*"), body)
    t.match(err.message, "only one leaf: a/%*$")
  end,
  ["deleting by plain keys"] = function(t)
    local tree = json.decode('{"a":false,"b":{"c":null,"d":1},"e":[1,2],"f":"x"}')
    for _, path in ipairs({ { "a" }, { "b", "c" }, { "f", "g" }, { "q", "r" }, {} }) do
      dpath.delete(tree, path)
    end
    t.equal(json.encode(tree), '{"b":{"d":1},"e":[1,2],"f":"x"}')
    t.equal(dpath.delete(tree, { "b", "d" }, function() return true end), 0)
    t.equal(dpath.delete(tree, { "e", 1 }), 1)
    t.equal(json.encode(tree), '{"b":{"d":1},"e":[1],"f":"x"}')
  end,
  ["deleting leaves holes in lists, but not at the end"] = function(t)
    local body = value('{"l":[1,2,3],"k":1}')
    dpath.delete(body, { "l", "0" })
    dpath.delete(body, { "l", "2" })
    dpath.delete(body, { "k" })
    t.equal(json.encode(body), '{"l":[null,2]}')
  end,
  ["deleting takes globs in every place"] = function(t)
    local body = value('{"o":{"a":1,"b":{"q":2}},"l":[{"q":3,"r":4}]}')
    dpath.delete(body, { "**", "q" })
    t.equal(json.encode(body), '{"o":{"a":1,"b":{}},"l":[{"r":4}]}')
    dpath.delete(body, { "o", "*" })
    dpath.delete(body, { "l*" })
    t.equal(json.encode(body), '{"o":{}}')
  end,
  ["new makes what is missing, lists where a number follows"] = function(t)
    local body = value("{}")
    dpath.new(body, { "a", "1", "b" }, 5)
    t.equal(json.encode(body), '{"a":[null,{"b":5}]}')
  end,
  ["new does not go through a scalar"] = function(t)
    local err = t.raises(dpath.new, value('{"a":1}'), { "a", "b" }, 5)
    t.equal(err.class, "PathNotFound")
    t.equal(err.message, "Path: ['a', 'b'][0]")
  end,
  ["set changes what is there and counts it"] = function(t)
    local body = value('{"a":[{"x":1},{"x":2},{"y":3}]}')
    t.equal(dpath.set(body, { "a", "*", "x" }, 0), 2)
    t.equal(json.encode(body), '{"a":[{"x":0},{"x":0},{"y":3}]}')
  end,
}
