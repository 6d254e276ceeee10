local script = require("host.script")

return {
  ["an error that is no text passes through a load"] = function(t)
    local function dive()
      script.load("return 1", "x")
      return ("x"):gsub("x", dive) -- a level of C, until there are too many
    end
    local ok, raised = xpcall(dive, function()
      return { "handled" }
    end)
    t.equal(ok, false)
    t.truthy(raised ~= nil)
  end,
  ["what cannot be compiled is told with the whole name"] = function(t)
    local name = ("long/"):rep(30) .. "x.lua"
    local chunk, message, code = script.load("= 1", name)
    t.equal(chunk, nil)
    t.equal(message:sub(1, #name + 3), name .. ":1:")
    t.equal(code, "syntax")
    t.equal(select(3, script.load("\27Lua", "x")), "syntax")
  end,
}
