local output = require("cli.output")

local function recorded(options)
  local parts = {}
  options = options or {}
  options.write = function(text)
    parts[#parts + 1] = text
  end
  return output.new(options), function()
    return table.concat(parts)
  end
end

return {
  ["what steers a terminal is taken out of untrusted text"] = function(t)
    t.equal(output.clean("a\27[31mb\7c\194\155d\226\128\174e\tf\ng"), "a[31mbcde\tf\ng")
    local out, text = recorded({ color = true })
    out:line("%s %s", "x\27]0;y\7", out:style("red", "bad\27"))
    t.equal(text(), "x]0;y \27[31mbad\27[0m\n")
  end,
  ["one text is printed as it is, without format"] = function(t)
    local out, text = recorded()
    out:line("100%s")
    t.equal(text(), "100%s\n")
  end,
  ["tables have columns of equal width"] = function(t)
    local out, text = recorded()
    out:table({ { "ä", "b" }, { name = "long", id = "c" }, { "x", "two\nlines" } },
      { "name", "id" })
    t.equal(text(), "NAME  ID\nä     b\nlong  c\nx     two lines\n")
  end,
  ["documents get the schema of their command first"] = function(t)
    local out, text = recorded({ schema = "revos/v1/x" })
    out:json({ b = 1, a = true })
    t.equal(text(), '{"schema":"revos/v1/x","a":true,"b":1}\n')
  end,
}
