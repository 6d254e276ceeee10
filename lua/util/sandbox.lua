--- Somebody else's Lua, kept to itself: policies and templates.
---
--- A chunk sees an environment built up from nothing: no io, no os, no package,
--- no debug, no load, no host.*; and it is stopped after so many instructions or
--- so much memory.
local pure = require("util.pure")
local script = require("host.script")

local sandbox = {}

local MAX_INSTRUCTIONS = 100000000
local MAX_KILOBYTES = 256 * 1024
local MAX_PATTERN_STEPS = 50000000
local STEP = 10000
local MAX_MESSAGE = 2000

-- Files whose code runs in a sandbox, for the places of errors.
local sources = {}

-- What text:method() finds inside a sandbox; nothing in there can reach the table itself.
local methods = pure.strings()

--- A new environment with the pure part of Lua and `extra`.
---@param extra table|nil
---@return table
function sandbox.environment(extra)
  local env = pure.library()
  env._G = env
  for key, value in pairs(extra or {}) do
    env[key] = value
  end
  return env
end

-- "file:line: " of the sandboxed function that runs at this level or above.
local function place(level)
  local info = debug.getinfo(level, "Sl")
  while info do
    if sources[info.source] and info.currentline > 0 then
      return ("%s:%d: "):format(info.source:sub(2), info.currentline)
    end
    level = level + 1
    info = debug.getinfo(level, "Sl")
  end
  return ""
end

local function is_placed(message)
  for source in pairs(sources) do
    if message:sub(1, #source) == source:sub(2) .. ":" then
      return true
    end
  end
  return false
end

--- What was raised, as a text that begins with its place.
local function told(raised)
  pure.limit_patterns(math.maxinteger) -- the call is over, what follows is ours
  local message = type(raised) == "string" and raised
    or ("it raised a %s, not a text"):format(type(raised))
  for source in pairs(sources) do
    message = require("util.text").full_name(message, source:sub(2))
  end
  if not is_placed(message) then
    message = place(3) .. message
  end
  return #message > MAX_MESSAGE and message:sub(1, MAX_MESSAGE) .. "..." or message
end

local function guard(used)
  local count = 0
  return function()
    count = count + STEP
    if count > MAX_INSTRUCTIONS then
      error("stopped: it runs for too long", 0)
    elseif collectgarbage("count") > used + MAX_KILOBYTES then
      error("stopped: it needs too much memory", 0)
    end
  end
end

local function unlimited(fn, ...)
  return table.pack(xpcall(fn, told, ...))
end

local function limited(fn, ...)
  debug.sethook(guard(collectgarbage("count")), "", STEP)
  local results = table.pack(xpcall(fn, told, ...))
  debug.sethook()
  return results
end

-- Run a function with the strings and the patterns of a sandbox.
local function inside(run, fn, ...)
  local strings = getmetatable("")
  local before = strings.__index
  strings.__index = methods
  pure.limit_patterns(MAX_PATTERN_STEPS)
  local results = run(fn, ...)
  pure.limit_patterns(math.maxinteger)
  strings.__index = before
  if not results[1] and (type(results[2]) ~= "string" or not is_placed(results[2])) then
    local source = debug.getinfo(fn, "S").source
    results[2] = sources[source] and ("%s:1: stopped: it needs too much memory"):format(
      source:sub(2)) or results[2]
  end
  return table.unpack(results, 1, results.n)
end

--- Call a function of a sandbox under its limits.
---@return boolean ok, any ... results, or the raised text "file:line: reason"
function sandbox.call(fn, ...)
  return inside(limited, fn, ...)
end

--- The same for one that came with revos: it ends, so only its patterns are limited.
function sandbox.call_own(fn, ...)
  return inside(unlimited, fn, ...)
end

--- A text as a function of an environment. Bytecode is refused.
---@param text string
---@param name string for messages
---@param env table
---@return function|nil chunk, string|nil message
function sandbox.compile(text, name, env)
  sources["@" .. name] = true
  return script.load(text, name, env)
end

--- Load a text and run it; what it returns.
---@param text string
---@param name string for messages
---@param extra table|nil further globals
---@return any value, string|nil message, string|nil code
function sandbox.load(text, name, extra)
  local chunk, problem = sandbox.compile(text, name, sandbox.environment(extra))
  if not chunk then
    return nil, problem, "script"
  end
  local ok, value = sandbox.call(chunk)
  if not ok then
    return nil, value, "script"
  end
  return value
end

return sandbox
