local merge = require("scaffold.merge")

local function texts(base, ours, theirs)
  local text, conflicts = merge.texts(base, ours, theirs, "new")
  return { text, conflicts }
end

return {
  ["what only one side changed is taken"] = function(t)
    t.equal(texts("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n"), { "A\nb\nC\n", 0 })
    t.equal(texts("a\nb\n", "a\nb\nmine\n", "new\na\nb\n"), { "new\na\nb\nmine\n", 0 })
  end,
  ["what both changed alike is taken once"] = function(t)
    t.equal(texts("a\nb\n", "a\nB\n", "a\nB\n"), { "a\nB\n", 0 })
  end,
  ["lines that one side took out are gone"] = function(t)
    t.equal(texts("a\nb\nc\nd\n", "a\nc\nd\n", "a\nb\nc\nD\n"), { "a\nc\nD\n", 0 })
  end,
  ["both changed differently: markers"] = function(t)
    t.equal(texts("a\nb\nc\n", "a\nmine\nc\n", "a\ntheirs\nc\n"),
      { "a\n<<<<<<< yours\nmine\n=======\ntheirs\n>>>>>>> new\nc\n", 1 })
  end,
  ["a missing last newline is a difference"] = function(t)
    t.equal(texts("a\nb", "a\nb", "a\nb\n"), { "a\nb\n", 0 })
    t.equal(texts("a\nb", "a\nx", "a\ny"),
      { "a\n<<<<<<< yours\nx\n=======\ny\n>>>>>>> new\n", 1 })
  end,
  ["without a base every difference is a conflict"] = function(t)
    local text, conflicts = merge.texts(nil, "a\nmine\nc\n", "a\nc\nnew\n", "new")
    t.equal(conflicts, 2)
    t.match(text, "<<<<<<< yours\nmine\n=======\n>>>>>>> new\nc\n")
    t.equal(select(2, merge.texts(nil, "a\n", "a\n", "new")), 0)
  end,
  ["empty texts"] = function(t)
    t.equal(texts("", "", "a\n"), { "a\n", 0 })
    t.equal(texts("a\n", "", "a\n"), { "", 0 })
  end,
}
