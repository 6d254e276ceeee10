--- Jobs behind an API: a sync or a check that the server runs, where the secrets are. Methods of
--- the driver in http.lua.
local hash = require("host.hash")
local json = require("host.json")
local process = require("host.process")

local jobs = {}

local ATTEMPTS = 3

local function at(id)
  return ("/jobs/%d"):format(id)
end

-- In Airbyte's shape; what `revos serve` adds comes along.
local function job_of(answer, message, code)
  if answer == nil then
    return nil, message, code
  end
  local id = json.is_object(answer) and math.tointeger(answer.jobId)
  if not id or type(answer.status) ~= "string" then
    return nil, "the workspace answered with something that is no job", "network"
  end
  return { id = id, status = answer.status, records = math.tointeger(answer.rowsSynced) or 0,
    result = json.is_object(answer.result) and answer.result or nil }
end

--- Starts one. With an Idempotency-Key a lost answer is asked for again, also when a signal came
--- meanwhile: who wants to end the job must know it. Without it nobody knows.
---@param body table jobType with connectionId or sourceId
---@return table|nil job {id, status, records, result, signal}: signal: one that came
---@return string|nil message
---@return string|nil code
function jobs:start_job(body)
  local headers = self.capabilities.idempotency_key and { ["Idempotency-Key"] = hash.uuid() }
  local answer, message, code, status, signal
  for _ = 1, headers and ATTEMPTS or 1 do
    answer, message, code, status = self.client:call("POST", "/jobs", body, headers or nil)
    if answer ~= nil or status and status < 500 then
      break
    end
    signal = headers and process.take_interrupt() or signal
  end
  if answer == nil then
    return nil, status and message or message .. "; the job may have begun", code
  end
  local job
  job, message, code = job_of(answer)
  if job then
    job.signal = signal
  end
  return job, message, code
end

--- How it is now.
function jobs:job(id)
  return job_of(self.client:call("GET", at(id)))
end

--- Ends one before its time.
function jobs:cancel_job(id)
  return job_of(self.client:call("DELETE", at(id)))
end

return jobs
