--- Limits of the code of components.lua: how long one call runs, how much memory there is.
---
--- A call may wait for the network as long as it likes; what counts are the instructions that it
--- runs. A call that is over its limit is stopped at each further instruction of its file, so that
--- no pcall of its own keeps it alive.
local failure = require("runtime.failure")
local pure = require("util.pure")
local script = require("host.script")

local limits = {}

local MAX_INSTRUCTIONS = 500000000
local MAX_PATTERN_STEPS = 500000000
local STEP = 10000
local MAX_TEXT = 64 * 1024 * 1024
local MEMORY = 1024 * 1024 * 1024

local sources = {}
local path_of_file = "components.lua"

-- What a file raised, as the runtime takes it: a failure, an error of an expression, or a text.
local function told(raised)
  if raised == "not enough memory" then
    return path_of_file .. ": stopped: it needs too much memory"
  elseif type(raised) == "string" or failure.is(raised) then
    return raised
  end
  if require("runtime.interpolation.errors").is(raised) then
    return raised
  end
  return ("%s: it raised a %s, not a text"):format(path_of_file, type(raised))
end

--- xpcall whose handler runs when the function has ended, so that it can be stopped as well.
function limits.xpcall(fn, handler, ...)
  local results = table.pack(pcall(fn, ...))
  if results[1] then
    return table.unpack(results, 1, results.n)
  end
  return false, handler(results[2])
end

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
  pure.limit_patterns(math.maxinteger)
  if not ok then
    error(told((...)), 0)
  end
  return ...
end

--- Calls fn(...) under the limits; nested calls share those of the outermost.
function limits.call(fn, ...)
  if debug.gethook() then
    return fn(...)
  end
  pure.limit_patterns(MAX_PATTERN_STEPS)
  debug.sethook(counter(), "", STEP)
  return finish(xpcall(fn, failure.handler, ...))
end

--- A new copy of `string`: no text of any size, no pattern without end.
function limits.strings()
  local own = {}
  for name, method in pairs(string) do
    own[name] = pure.patterns[name] or method
  end
  own.rep, own.dump = limits.rep, nil
  return own
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
  path_of_file = path
  script.limit_memory(MEMORY)
  getmetatable("").__index = limits.strings()
end

return limits
