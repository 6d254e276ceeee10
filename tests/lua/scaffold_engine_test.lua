local engine = require("scaffold.engine")

local function fill(text, answers)
  return engine.fill(text, "file", answers or {})
end

return {
  ["answers are put in"] = function(t)
    t.equal(fill("a <%= name %> b", { name = "x" }), "a x b")
  end,
  ["the manifest's own braces stay"] = function(t)
    t.equal(fill("{{ config['a'] }}<%= 1 %>"), "{{ config['a'] }}1")
  end,
  ["a doubled percent sign is a literal"] = function(t)
    t.equal(fill("<%% no %> <%= 1 %>"), "<% no %> 1")
  end,
  ["statements alone on a line take the line with them"] = function(t)
    t.equal(fill("a\n<% for i = 1, 2 do %>\n- <%= i %>\n<% end %>\nb\n"), "a\n- 1\n- 2\nb\n")
  end,
  ["quotes, backslashes and newlines come through"] = function(t)
    t.equal(fill('"\\n" <%= x %>\n\ttab', { x = "%1" }), '"\\n" %1\n\ttab')
  end,
  ["scalars are quoted where YAML would misread them"] = function(t)
    t.equal(fill("<%= scalar(a) %> <%= scalar(b) %>", { a = "yes", b = "my-source" }),
      '"yes" my-source')
  end,
  ["mistakes tell the template's file and line"] = function(t)
    local _, message, code = fill("a\n<%= missing %>")
    t.equal(code, "script")
    t.match(message, "file:2: there is no such answer")
    _, message = fill("a\nb <% if")
    t.match(message, "^file:2: ")
    _, message = fill("<% os.exit() %>")
    t.match(message, "os")
  end,
}
