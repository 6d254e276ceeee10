--- Somebody else's Lua, kept to itself: policies and templates.
---
--- A chunk sees an environment built up from nothing: no io, no os, no package,
--- no debug, no load, no host.*; and it is stopped after so many instructions or
--- so much memory.
local script = require("host.script")

local sandbox = {}

local MAX_INSTRUCTIONS = 200000000
local MAX_KILOBYTES = 256 * 1024
local MAX_TEXT = 16 * 1024 * 1024
local STEP = 10000

local function safe_rep(text, count, separator)
  if #text + #(separator or "") > 0 and count > MAX_TEXT // (#text + #(separator or "")) then
    error("string.rep: the text would be too long", 2)
  end
  return string.rep(text, count, separator)
end

local function copy(library, without)
  local own = {}
  for key, value in pairs(library) do
    own[key] = value
  end
  for _, key in ipairs(without or {}) do
    own[key] = nil
  end
  return own
end

--- A new environment with the pure part of Lua and `extra`.
---@param extra table|nil
---@return table
function sandbox.environment(extra)
  local strings = copy(string, { "dump", "rep" })
  strings.rep = safe_rep
  local env = {
    assert = assert, error = error, ipairs = ipairs, next = next, pairs = pairs, select = select,
    tonumber = tonumber, tostring = tostring, type = type,
    math = copy(math), string = strings, table = copy(table), utf8 = copy(utf8),
  }
  env._G = env
  for key, value in pairs(extra or {}) do
    env[key] = value
  end
  return env
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

--- Call a function of a sandbox under its limits.
---@return boolean ok, any ... results, or the raised value
function sandbox.call(fn, ...)
  local strings = getmetatable("")
  local before = strings.__index
  strings.__index = setmetatable({ rep = safe_rep }, { __index = before })
  debug.sethook(guard(collectgarbage("count")), "", STEP)
  local results = table.pack(pcall(fn, ...))
  debug.sethook()
  strings.__index = before
  return table.unpack(results, 1, results.n)
end

--- Load a text and run it; what it returns.
---@param text string
---@param name string for messages
---@param extra table|nil further globals
---@return any value, string|nil message, string|nil code
function sandbox.load(text, name, extra)
  local chunk, problem = script.load(text, name, sandbox.environment(extra))
  if not chunk then
    return nil, problem, "script"
  end
  local ok, value = sandbox.call(chunk)
  if not ok then
    return nil, tostring(value), "script"
  end
  return value
end

return sandbox
