--- One job of an API: started for a slice, polled until it ends.
---
--- job.slice, job.creation and job.polling (replies), job.attempts (which try it is)
local clock = require("host.clock")

local job = {}
job.__index = job

--- @param fields table slice, attempts, timeout (seconds, nil for none), failed (boolean: it could
---   not be started)
function job.new(fields)
  fields.state = fields.failed and "failed" or "running"
  fields.started = clock.monotonic()
  return setmetatable(fields, job)
end

--- @return string running, completed, failed, timeout or skipped
function job:status()
  local is_late = self.timeout
    and self.state == "running"
    and clock.monotonic() - self.started > self.timeout
  return is_late and "timeout" or self.state
end

function job:set_status(state)
  if self.state ~= "running" and state == "running" then
    self.started = clock.monotonic()
  end
  self.state = state
end

--- Whether a failed job may be replaced now. A job that failed on the API's side waits first.
--- @param seconds number|nil how long
function job:may_retry(seconds)
  if not seconds or self.failed or self:status() ~= "failed" then
    return true
  elseif not self.retry_at then
    self.retry_at = clock.now() + seconds
    return false
  end
  return clock.now() >= self.retry_at
end

return job
