--- Carries the items of a plan out, several at a time, and tells their results in path order.
local outcome = require("workspace.outcome")
local pool = require("workspace.pool")

local carry = {}

local AT_ONCE = 8

local function foreseen(item)
  local result = outcome.of(item, item.remote)
  if item.action == "create" then
    result.version = 1
  elseif item.body and result.version then
    result.version = result.version + 1
  end
  return result
end

local function one(session, item, dry_run)
  if item.problem then
    return outcome.of(item, item.remote, item.problem)
  elseif dry_run then
    return foreseen(item)
  end
  local made, message, code, details = require("workspace.apply").one(session, item)
  return outcome.of(item, made, not made and { message = message, code = code, details = details }
    or nil)
end

local function not_begun(item)
  local result = outcome.of(item, item.remote, item.problem or { code = "cancelled",
    message = item.connector.path .. ": was not begun: interrupted" })
  result.not_begun = true
  return result
end

--- Carries items out. A first signal lets what has begun come to its end.
---@param session table {root, workspace}
---@param items table[] of workspace.plan
---@param options {dry_run:boolean|nil, tell:fun(item:table, result:table)} `tell` is called in
---  path order, for what was begun
---@return table[] results of workspace.outcome
---@return integer|nil signal
function carry.out(session, items, options)
  local results = {}
  local function settle(i, result)
    results[i] = result
    options.tell(items[i], result)
  end
  local started, signal = pool.run(#items, AT_ONCE, function(i)
    return one(session, items[i], options.dry_run)
  end, settle)
  for i = started + 1, #items do
    results[i] = not_begun(items[i])
  end
  return results, signal
end

local function interrupted(ctx, results, signal)
  local begun = {}
  for _, result in ipairs(results) do
    begun[#begun + 1] = not result.not_begun and result or nil
  end
  local ok, message = outcome.verdict(ctx, begun)
  if not ok then
    ctx.err:line("error: %s", message)
  end
  return nil, ("interrupted: %d of %d connectors were not begun"):format(#results - #begun,
    #results), "cancelled", { status = 128 + signal }
end

--- What the command returns: outcome.verdict, or that a signal ended it.
---@param ctx table the context of a command
---@param results table[]
---@param signal string|nil
---@return boolean|nil
---@return string|nil message
---@return string|nil code
---@return table|nil details
function carry.verdict(ctx, results, signal)
  if signal then
    return interrupted(ctx, results, signal)
  end
  return outcome.verdict(ctx, results)
end

return carry
