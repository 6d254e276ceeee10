local fs = require("host.fs")
local script = require("host.script")

local FILE = "docs/host-modules.md"

local function made()
  local file = "tests/support/host_modules.lua"
  return assert(script.load(assert(fs.read(file)), file))("page")()
end

-- Names of the modules of the program.
local function modules()
  local names = {}
  for name in assert(fs.read("src/api/api.c")):gmatch('"(host%.%w+)"') do
    names[#names + 1] = name
  end
  return names
end

return {
  ["the page says what lua/meta says; ./dev docs makes it anew"] = function(t)
    t.truthy(made() == assert(fs.read(FILE)), FILE .. " is stale")
  end,

  ["each module of the program is described"] = function(t)
    local page = assert(fs.read(FILE))
    for _, name in ipairs(modules()) do
      t.truthy(page:find("\n## " .. name .. "\n", 1, true), name)
    end
  end,

  ["each function that is described is there, and the other way around"] = function(t)
    for _, name in ipairs(modules()) do
      local text = assert(fs.read("lua/meta/" .. name:sub(6) .. ".lua"))
      local module, described = require(name), {}
      for member in text:gmatch("\nfunction %l+%.([%w_]+)%(") do
        described[member] = true
        t.equal(type(module[member]), "function", name .. "." .. member)
      end
      for member, value in pairs(module) do
        t.truthy(type(value) ~= "function" or described[member], name .. "." .. tostring(member))
      end
    end
  end,

  ["every snippet runs"] = function(t)
    local count = 0
    for snippet in assert(fs.read(FILE)):gmatch("```lua\n(.-)```") do
      count = count + 1
      local chunk, message = script.load(snippet, "snippet " .. count)
      t.truthy(chunk, message)
      local ok, problem = pcall(chunk)
      t.truthy(ok, tostring(problem) .. "\n" .. snippet)
    end
    t.truthy(count >= 18, count)
  end,
}
