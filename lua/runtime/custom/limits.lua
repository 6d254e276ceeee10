--- Limits of the code of components.lua: how long one call runs, how much memory there is.
---
--- A call may wait for the network as long as it likes; what counts are the instructions that it
--- runs. A call that is over its limit is stopped at each further instruction of its file, so that
--- no pcall of its own keeps it alive.
local failure = require("runtime.failure")
local script = require("host.script")

local limits = {}

local MAX_INSTRUCTIONS = 500000000
local STEP = 10000
local MAX_TEXT = 64 * 1024 * 1024
local MEMORY = 1024 * 1024 * 1024

local sources = {}

local function stop()
  if sources[debug.getinfo(2, "S").source] then
    error("components.lua: stopped: it runs for too long", 0)
  end
end

local function counter()
  local count = 0
  return function()
    count = count + STEP
    if count > MAX_INSTRUCTIONS then
      debug.sethook(stop, "", 1)
    end
  end
end

local function finish(ok, ...)
  debug.sethook()
  if not ok then
    error((...), 0)
  end
  return ...
end

--- Calls fn(...) under the limits; nested calls share those of the outermost.
function limits.call(fn, ...)
  if debug.gethook() then
    return fn(...)
  end
  debug.sethook(counter(), "", STEP)
  return finish(xpcall(fn, failure.handler, ...))
end

--- string.rep that makes no text of any size.
function limits.rep(text, count, separator)
  local piece = #text + #(separator or "")
  if piece > 0 and count > MAX_TEXT // piece then
    error("string.rep: the text would be too long", 2)
  end
  return string.rep(text, count, separator)
end

--- From here on the whole run has so much memory; methods of texts are bounded.
--- @param path string of the file whose code is to be stopped
function limits.begin(path)
  sources["@" .. path] = true
  script.limit_memory(MEMORY)
  local methods = {}
  for name, method in pairs(string) do
    methods[name] = method
  end
  methods.rep, methods.dump = limits.rep, nil
  getmetatable("").__index = methods
end

return limits
