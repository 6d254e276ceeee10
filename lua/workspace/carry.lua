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
  return outcome.of(item, item.remote, item.problem or { code = "cancelled",
    message = item.connector.path .. ": was not begun: interrupted" })
end

--- Carries items out. A first signal lets what has begun come to its end.
---@param session table {root, workspace}
---@param items table[] of workspace.plan
---@param options {dry_run:boolean|nil, tell:fun(item:table, result:table)} `tell` is called in
---  path order
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
    settle(i, not_begun(items[i]))
  end
  return results, signal
end

--- What the command returns: outcome.verdict, or that a signal ended it.
---@return boolean|nil
---@return string|nil message
---@return string|nil code
---@return table|nil details
function carry.verdict(ctx, results, signal)
  local ok, message, code, details = outcome.verdict(ctx, results)
  if signal and not ok then
    details = details or {}
    details.status = 128 + signal
  end
  return ok, message, code, details
end

return carry
