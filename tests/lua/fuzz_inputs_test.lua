--- The inputs of the fuzz targets: what a search starts from, and what one has found.
local fs = require("host.fs")
local script = require("host.script")
local targets = script.load(assert(fs.read("tests/fuzz/targets.lua")), "targets.lua")()

local function play(target, folder)
  local path = ("tests/fuzz/%s/%s"):format(folder, target)
  for _, name in ipairs(fs.kind(path) == "directory" and assert(fs.list(path)) or {}) do
    local ok, problem = pcall(targets[target], assert(fs.read(path .. "/" .. name)))
    if not ok then
      error(("%s/%s: %s"):format(path, name, tostring(problem)), 0)
    end
  end
end

local cases = {}
for target in pairs(targets) do
  cases[("inputs of the %s reader"):format(target)] = function()
    play(target, "seeds")
    play(target, "found")
  end
end
return cases
