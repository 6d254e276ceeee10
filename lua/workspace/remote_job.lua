--- A job of a server, from its start to its end: waited for, and ended when nobody waits any more.
local clock = require("host.clock")
local json = require("host.json")
local process = require("host.process")

local remote_job = {}

local SHORTEST, LONGEST = 0.1, 2 -- seconds between two looks
-- Airbyte calls a job incomplete while it tries again.
local GOING_ON = { pending = true, queued = true, running = true, incomplete = true }

-- Codes and statuses come over the network; what is none of ours is a failure as any other.
local CODES = { not_found = true, denied = true, exists = true, conflict = true, busy = true,
  syntax = true, invalid = true, limit = true, timeout = true, network = true, tls = true,
  cancelled = true, usage = true, io = true, script = true }

local function refusal(told)
  local status = math.tointeger(told.exitStatus)
  return nil, type(told.message) == "string" and told.message or "the job failed without a reason",
    CODES[told.code] and told.code or "invalid",
    { hint = type(told.hint) == "string" and told.hint or nil,
      status = status and status >= 1 and status <= 6 and status or nil }
end

local function stopped(workspace, job, message, code, status)
  workspace:cancel_job(job.id)
  return nil, message, code, status and { status = status }
end

-- nil while it may go on, else why it must not.
local function reason_to_stop(workspace, job, options)
  local signal = job.signal or process.take_interrupt() -- one more call has to be made
  if signal then
    return stopped(workspace, job, "interrupted", "cancelled", 128 + signal)
  elseif options.timeout and clock.monotonic() >= options.deadline then
    return stopped(workspace, job, ("timed out after %g seconds"):format(options.timeout),
      "timeout")
  end
  return true
end

local function wait(workspace, job, options)
  local pause = SHORTEST
  while GOING_ON[job.status] do
    local ok, message, code, details = reason_to_stop(workspace, job, options)
    if not ok then
      return nil, message, code, details
    end
    options.told(job)
    if clock.sleep(pause) then
      pause = math.min(LONGEST, pause * 1.5)
    end
    local now
    now, message, code = workspace:job(job.id)
    if not now and code ~= "cancelled" then
      return nil, ("%s; job %d goes on there"):format(message, job.id), code
    end
    job = now or job
  end
  return job
end

--- Runs a job and waits for its end.
---@param workspace table an http driver
---@param members table[] of the request: jobType with connectionId or sourceId
---@param options {timeout:number|nil, request_timeout:number|nil, told:fun(job:table)|nil}
---@return table|nil job {status, records, result}; its result is no refusal
---@return string|nil message
---@return string|nil code
---@return table|nil details
function remote_job.run(workspace, members, options)
  local body = json.new_object(members)
  if not workspace.capabilities.airbyte then
    body.requestTimeout = options.request_timeout
  end
  local job, message, code, details = workspace:start_job(body)
  if not job then
    return nil, message, code, details
  end
  job, message, code, details = wait(workspace, job, { timeout = options.timeout,
    deadline = clock.monotonic() + (options.timeout or 0), told = options.told or function() end })
  if not job then
    return nil, message, code, details
  elseif job.result and json.is_object(job.result.error) then
    return refusal(job.result.error)
  elseif job.status == "cancelled" then
    return nil, ("job %d was cancelled"):format(job.id), "cancelled"
  end
  return job
end

--- Runs a connection on its server.
---@param workspace table an open workspace
---@param connection table
---@param options table|nil
---@return table|nil report of workspace.sync.report
---@return string|nil message
---@return string|nil code
---@return table|nil details
function remote_job.sync(workspace, connection, options)
  local job, message, code, details = remote_job.run(workspace,
    { { "jobType", "sync" }, { "connectionId", connection.id } }, options)
  if not job then
    return nil, message, code, details
  end
  return require("workspace.sync.report").read(connection, job.result
    or json.new_object({ { "status", job.status }, { "records", job.records }, -- Airbyte's own
      { "message", ("job %d ended as %s"):format(job.id, job.status) } }))
end

--- Tests a source on its server.
---@param workspace table an open workspace
---@param source table
---@param options table|nil
---@return string|nil status
---@return string|nil message
---@return string|nil code
---@return table|nil details
function remote_job.check(workspace, source, options)
  local job, message, code, details = remote_job.run(workspace,
    { { "jobType", "check" }, { "sourceId", source.id } }, options)
  if not job then
    return nil, message, code, details
  end
  local result = job.result or json.new_object()
  return result.status == "SUCCEEDED" and "SUCCEEDED" or "FAILED",
    type(result.message) == "string" and result.message or nil
end

return remote_job
