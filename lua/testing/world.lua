--- The made-up world of one test: what the fakes answer, and what the script did. Modules of the
--- host are changed in place, so that everybody sees the fakes, and put back afterwards.
local fs = require("host.fs")

local world = {}

local current
local originals = {}

-- The clock of a test starts here: 2026-01-01T00:00:00Z.
local START = 1767225600

--- Replace a function of a module until `world.leave`.
---@param module string
---@param name string
---@param make fun(original: function): function
function world.swap(module, name, make)
  local loaded = require(module)
  originals[#originals + 1] = { loaded, name, loaded[name] }
  loaded[name] = make(loaded[name])
end

--- The world of the running test.
---@return table
function world.now()
  if not current then
    error("this can only be used while a test runs", 3)
  end
  return current
end

--- Something that the test should hear of even when the script swallows it.
function world.complain(format, ...)
  current.problems[#current.problems + 1] = format:format(...)
end

--- Begin a test: an empty folder, no network, no processes, a clock that stands.
---@param scripts string|nil absolute folder of the scripts under test
---@return true|nil ok, string|nil message, string|nil code
function world.enter(scripts)
  local folder, message, code = fs.temp_directory("revos-test")
  if not folder then
    return nil, message, code
  end
  current = {
    scripts = scripts, back = fs.current_directory(), folder = folder, home = folder .. "/home",
    work = folder .. "/work", http = {}, requests = {}, processes = {}, ran = {}, typed = {},
    env = {}, sleeps = {}, problems = {}, start = START, passed = 0,
  }
  fs.mkdir(current.home)
  fs.mkdir(current.work)
  fs.chdir(current.work)
  for _, fake in ipairs({ "clock", "http", "process", "terminal" }) do
    require("testing." .. fake).install(world)
  end
  return true
end

--- End it: everything is as before.
---@return string[] problems that the fakes saw
function world.leave()
  for i = #originals, 1, -1 do
    local loaded, name, original = table.unpack(originals[i])
    loaded[name] = original
    originals[i] = nil
  end
  local ended = current
  current = nil
  fs.chdir(ended.back)
  fs.remove_tree(ended.folder)
  return ended.problems
end

return world
