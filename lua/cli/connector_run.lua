--- Connectors at work, for scripts: one call, plain values back.
---
--- `options`, all optional: config, catalog, state (files; those of the connector by default),
--- timeout, request_timeout (seconds), runtime; for read: streams (names), limit (records).
local json = require("host.json")
local runtimes = require("cli.runtimes")

local connector_run = {}

-- What cli.job takes for a command's context.
local function job_for(ctx, name, options, wants_catalog)
  local args = { name = name, runtime = "native", verbose = 0 }
  for key, value in pairs(options or {}) do
    args[key] = value
  end
  return require("cli.job").prepare({ args = args, project = ctx.project }, wants_catalog)
end

--- Test the connection.
---@param ctx table
---@param name string slug or folder
---@param options table|nil
---@return boolean|nil ok false: the connection failed
---@return string|nil message why it failed, or why there is no answer, string|nil code
function connector_run.check(ctx, name, options)
  local job, message, code, details = job_for(ctx, name, options, false)
  if not job then
    return nil, message, code, details
  end
  local found
  found, message, code, details = runtimes.collect("check", job)
  if not found then
    return nil, message, code, details
  end
  local status, reason, why = runtimes.verdict(found)
  if status == "SUCCEEDED" then
    return true
  elseif reason then
    return false, reason, why
  end
  return false, runtimes.problem(found)
end

--- The streams there are.
---@param ctx table the context of a command
---@param name string slug or folder
---@param options table|nil as for `check`
---@return table|nil catalog { streams }, string|nil message, string|nil code
function connector_run.discover(ctx, name, options)
  local job, message, code, details = job_for(ctx, name, options, false)
  if not job then
    return nil, message, code, details
  end
  local found
  found, message, code, details = runtimes.discover(job)
  return found and found.catalog, message, code, details
end

local function taker(result, limit, traces)
  return function(line)
    local message = line:sub(1, 1) == "{" and json.decode(line)
    if not json.is_object(message) then
      return
    elseif message.type == "RECORD" and (not limit or #result.records < limit) then
      result.records[#result.records + 1] = { stream = message.record.stream,
        data = message.record.data }
      if limit and #result.records >= limit then
        result.cut = true
        runtimes.stop()
      end
    elseif message.type == "STATE" and not result.cut then
      result.states[#result.states + 1] = message.state
    elseif message.type == "TRACE" and message.trace.type == "ERROR" then
      traces[#traces + 1] = message
    end
  end
end

--- Read records.
---@param ctx table the context of a command
---@param name string slug or folder
---@param options table|nil as for `check`, and limit, streams
---@return table|nil result { records = { { stream, data } }, states } in the order of the read
---@return string|nil message, string|nil code
function connector_run.read(ctx, name, options)
  options = options or {}
  local job, message, code, details = job_for(ctx, name, options, true)
  if not job then
    return nil, message, code, details
  end
  local ok
  ok, message, code, details = require("cli.stream_choice").apply(job, options.streams or {})
  if not ok then
    return nil, message, code, details
  end
  local result, traces = { records = {}, states = {} }, {}
  local status
  status, message, code, details = runtimes.run("read", job, taker(result, options.limit, traces))
  if not status then
    return nil, message, code, details
  elseif status ~= 0 and not result.cut then
    return runtimes.failure(job, { TRACE = traces })
  end
  return result
end

return connector_run
