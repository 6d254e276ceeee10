--- What one evaluation may use: steps, bytes of one text, depth of calls.
---
--- Everything whose cost depends on data charges here, so a template ends in bounded time and
--- memory whatever it is and whatever it is given.
local errors = require("runtime.interpolation.errors")

local limits = {
  max_steps = 5000000,
  max_bytes = 32 * 1024 * 1024,
  max_depth = 250,
}

-- The budget is handed out in parts; between two of them a signal ends the evaluation.
local PART = 10000
local left, rest, depth = PART, limits.max_steps - PART, 0

-- Values that the runtime turns into text by itself are not counted: they are those of documents.
local active = false

local function finish(ok, ...)
  active = false
  if not ok then
    error((...), 0)
  end
  return ...
end

--- Runs fn(...) as one evaluation with a budget of its own unless one is running already.
function limits.run(fn, ...)
  if active then
    return fn(...)
  end
  active, left, rest, depth = true, PART, limits.max_steps - PART, 0
  return finish(pcall(fn, ...))
end

--- The same as pcall(fn, argument) for one result, with a budget unless one is running already.
function limits.attempt(fn, argument)
  if active then
    return pcall(fn, argument)
  end
  active, left, rest, depth = true, PART, limits.max_steps - PART, 0
  local ok, value = pcall(fn, argument)
  active = false
  return ok, value
end

local function hand_out()
  if not active then
    left = PART
    return
  elseif require("host.process").interrupted() then
    require("runtime.failure").raise({ message = "The run was interrupted by a signal." })
  end
  local part = math.min(rest, PART - left)
  left, rest = left + part, rest - part
  if left < 0 then
    errors.raise("LimitError", "the template needs more than %d steps", limits.max_steps)
  end
end

--- Takes `count` steps from the budget.
function limits.charge(count)
  left = left - count
  if left < 0 then
    hand_out()
  end
end

--- To be asked before a text (or list) of that many bytes is made.
function limits.bytes(count)
  if count > limits.max_bytes then
    errors.raise("LimitError", "a value would exceed %d bytes", limits.max_bytes)
  end
  limits.charge(count // 64 + 1)
end

--- Calls of macros and nesting of values.
function limits.enter()
  depth = depth + 1
  if depth > limits.max_depth and active then
    errors.raise("RecursionError", "maximum recursion depth exceeded")
  end
end

function limits.leave()
  depth = depth - 1
end

return limits
