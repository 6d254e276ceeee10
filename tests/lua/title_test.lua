local title = require("util.title")

return {
  ["a name is one line that can be shown"] = function(t)
    t.equal(title.problem("Größe – 東京 🙂"), nil)
    t.equal(title.problem(("ü"):rep(256)), nil)
    t.equal(title.problem(("ü"):rep(257)), "is longer than 256 characters")
    t.equal(title.problem(" \t"), "is empty")
    t.equal(title.problem(""), "is empty")
    t.equal(title.problem("a\xff"), "is no UTF-8")
    for _, text in ipairs({ "a\nb", "a\0b", "a\27[31m", "a\127", "a\u{9b}b", "a\u{2028}b",
      "a\u{202e}b", "a\u{2066}b" }) do
      t.equal({ text, title.problem(text) }, { text, "holds a control character" })
    end
  end,
}
