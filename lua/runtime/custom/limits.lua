--- Limits of the code of components.lua: how long one call runs, how much memory there is.
---
--- A call may wait for the network as long as it likes; what counts are the instructions that it
--- runs and the processor time that it needs (src/bridge/guard.h).
local failure = require("runtime.failure")
local pure = require("util.pure")
local scheduler = require("runtime.scheduler")
local script = require("host.script")

local limits = {}

local MAX_PATTERN_STEPS = 500000000
local MAX_TEXT = 64 * 1024 * 1024
local MAX_SLEEP = 24 * 3600 -- seconds of a whole run
local MEMORY = 1024 * 1024 * 1024

local path_of_file = "components.lua"
local slept = 0

-- Lua cuts long names of files in its messages.
local function whole(message)
  return type(message) == "string" and require("util.text").full_name(message, path_of_file)
    or message
end

-- What a file raised, as the runtime takes it: a failure, an error of an expression, or a text.
local function told(raised)
  if failure.is(raised) then
    raised.message = whole(raised.message)
    return raised
  end
  raised = whole(raised)
  if raised == "not enough memory" then
    return path_of_file .. ": stopped: it needs too much memory"
  elseif type(raised) == "string" then
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

local function finish(ok, ...)
  script.leave()
  pure.limit_patterns(math.maxinteger)
  if not ok then
    error(told((...)), 0)
  end
  return ...
end

--- Calls fn(...) under the limits; nested calls share those of the outermost.
function limits.call(fn, ...)
  if not script.enter() then
    return fn(...)
  end
  pure.limit_patterns(MAX_PATTERN_STEPS)
  return finish(xpcall(fn, failure.handler, ...))
end

--- The body of a generator, emit(value) in it: what it does between two values has the limits of
--- one call.
function limits.body(body)
  return function(emit)
    limits.call(body, function(value)
      emit(value)
      script.rest(true)
    end)
  end
end

--- scheduler.sleep, a day in all.
function limits.sleep(seconds)
  slept = slept + (seconds > 0 and seconds or 0)
  if slept > MAX_SLEEP then
    error("scheduler.sleep: it sleeps for too long", 2)
  end
  return scheduler.sleep(seconds)
end

--- string.rep that makes no text of any size.
function limits.rep(text, count, separator)
  local piece = #text + #(separator or "")
  if piece > 0 and count > MAX_TEXT // piece then
    error("string.rep: the text would be too long", 2)
  end
  return string.rep(text, count, separator)
end

--- A new copy of `string`: no text of any size, no pattern without end, no addresses.
function limits.strings()
  local own = pure.strings()
  own.rep, own.format = limits.rep, limits.format
  return own
end

--- tostring without addresses. What has a text of its own keeps it.
function limits.text(value)
  local meta = getmetatable(value)
  if type(meta) == "table" and meta.__tostring then
    return tostring(value)
  end
  return pure.text(value)
end

limits.format = pure.formatter(limits.text)

local function rested(...)
  script.rest()
  return ...
end

-- Time that a call waits is not its own.
local function count_no_waits()
  local await, sleep = scheduler.await, scheduler.sleep
  function scheduler.await(transfer)
    return rested(await(transfer))
  end
  function scheduler.sleep(seconds)
    sleep(seconds)
    if seconds >= 1 then
      script.rest()
    end
  end
  count_no_waits = function() end
end

--- From here on the whole run has so much memory; methods of texts are bounded.
--- @param path string of the file whose code is to be stopped
function limits.begin(path)
  path_of_file = path
  script.watch(path)
  script.limit_memory(MEMORY)
  count_no_waits()
  getmetatable("").__index = limits.strings()
end

return limits
