local embedded = require("host.embedded")

return {
  ["has tells whether a name begins so"] = function(t)
    t.equal(embedded.has("scripts/lint.lua"), true)
    t.equal(embedded.has("scripts/serve/"), true)
    t.equal(embedded.has("scripts/lint.luaa"), false)
    t.equal(embedded.has("~"), false)
  end,
  ["a Lua file can be run as it was compiled"] = function(t)
    local chunk = embedded.load("lua/runtime/routing/ahead.lua")
    t.equal(type(chunk), "function")
    t.equal(type(chunk()), "function")
  end,
  ["compiled code keeps its file, its lines and its text"] = function(t)
    local name = "lua/runtime/routing/ahead.lua"
    local about = debug.getinfo(embedded.load(name)(), "S")
    t.equal(about.source, "@" .. name)
    local line = 0
    for text in embedded.read(name):gmatch("([^\n]*)\n") do
      line = line + 1
      if line == about.linedefined then
        t.equal(text, "local function ahead(iterator)")
      end
    end
  end,
  ["compiled code sees the globals that it is given"] = function(t)
    local seen = {}
    local policy = embedded.load("scripts/policies/https-only.lua", {
      walk = function(value)
        seen[#seen + 1] = value
      end,
    })()
    policy.check({ manifest = "a manifest" })
    t.equal(seen, { "a manifest" })
  end,
  ["a file that somebody has changed is not taken as it was compiled"] = function(t)
    local own_code = require("util.own_code")
    local text = embedded.read("scripts/lint.lua")
    t.equal(type(own_code("scripts/lint.lua", text)), "function")
    t.equal(own_code("scripts/lint.lua", text .. "\n"), nil)
    t.equal(own_code("scripts/no-such.lua", text), nil)
  end,
  ["the policies inside declare what a policy must"] = function(t)
    local count = 0
    for _, name in ipairs(embedded.list("scripts/policies/")) do
      local entry = { shown = name, text = embedded.read(name) }
      if not name:find("_test%.lua$") then
        count = count + 1
        local declared, problem = require("policy.declaration").check(embedded.load(name)(), entry)
        t.equal(problem, nil)
        t.equal(type(declared), "table")
      end
    end
    t.equal(count > 10, true)
  end,
  ["what is no Lua of revos is not loaded"] = function(t)
    t.equal(embedded.load("lua/no/such.lua"), nil)
    for _, name in ipairs(embedded.list("templates/")) do
      t.equal(embedded.load(name), nil)
    end
  end,
}
