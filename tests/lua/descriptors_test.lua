local embedded = require("host.embedded")
local scripts = require("cli.scripts")

-- Every command of the program: { name, command }.
local function commands()
  local list, roots = {}, scripts.roots({})
  for _, name in ipairs(scripts.names({ roots[#roots] })) do
    local entry = { kind = "embedded", name = name, file = "scripts/" .. name .. ".lua" }
    list[#list + 1] = { name = name, command = assert(scripts.load(entry)) }
  end
  return list
end

return {
  ["every command has examples, and its arguments and options are explained"] = function(t)
    t.truthy(#embedded.list("scripts/") > 50)
    for _, one in ipairs(commands()) do
      local command = one.command
      t.truthy(command.hidden or #command.examples > 0, one.name)
      for _, example in ipairs(command.examples) do
        t.truthy(tostring(example.command or example):find("revos ", 1, true), one.name)
      end
      for _, list in ipairs({ command.arguments, command.options }) do
        for _, entry in ipairs(list) do
          t.truthy(entry.doc, one.name .. ": " .. entry.name)
        end
      end
    end
  end,

  ["what an argument completes with is known"] = function(t)
    local known = { connectors = true, templates = true, workspaces = true, components = true,
      commands = true }
    for _, one in ipairs(commands()) do
      for _, list in ipairs({ one.command.arguments, one.command.options }) do
        for _, entry in ipairs(list) do
          t.truthy(entry.complete == nil or known[entry.complete], one.name .. ": " .. entry.name)
        end
      end
    end
  end,
}
