--- Starts jobs for slices, polls them, tries failed ones again, and hands out the slices whose
--- jobs are done (§18).
local clock = require("host.clock")
local failure = require("runtime.failure")
local scheduler = require("runtime.scheduler")
local slices = require("runtime.streams.slice")
local values = require("runtime.interpolation.values")

local orchestrator = {}
orchestrator.__index = orchestrator

local POLL_SECONDS = 5
local MAX_ATTEMPTS = 3
local MAX_FAILED_ROUNDS = 10 -- polls that fail in a row before the stream gives up

--- @param fields table repository, tracker, messages, source (iterator of slices), retry_wait
---   (seconds or nil), tells (whether jobs that cannot be started are told in traces, as in read)
function orchestrator.new(fields)
  fields.running, fields.errors, fields.failed_rounds = {}, {}, 0
  return setmetatable(fields, orchestrator)
end

local function is_breaking(reason)
  return type(reason) == "table" and reason.type == "config_error"
end

local function tell(self, traced)
  self.messages:error({
    message = failure.is_traced(traced) and traced.message
      or "Something went wrong in the connector. See the logs for more details.",
    internal = traced.internal or traced.message,
    stack = traced.stack or "",
    type = traced.type,
    stream = traced.stream,
  })
end

--- A job that could not be started counts as one that failed, so that it is tried again.
local function failed_job(self, slice, attempts, reason)
  local jobs = require("runtime.async.job")
  local traced = failure.from(reason)
  local text = ("Could not start job for slice %s. Job will be flagged as failed and retried if "
    .. "max number of attempts not reached: %s"):format(
    values.repr(slices.view(slice)),
    tostring(traced.internal or traced.message)
  )
  self.messages:log("WARN", text)
  if self.tells then
    tell(self, traced)
  end
  return jobs.new({ slice = slice, attempts = attempts, failed = true })
end

local function start_job(self, slice, attempts)
  local ok, job = pcall(self.repository.start, self.repository, slice, attempts)
  if ok then
    return job
  elseif is_breaking(job) then
    error(job, 0)
  end
  return failed_job(self, slice, attempts, job)
end

local function replace_failed(self)
  for index, job in ipairs(self.running) do
    local status = job:status()
    if (status == "failed" or status == "timeout") and job:may_retry(self.retry_wait) then
      local new = start_job(self, job.slice, job.attempts + 1)
      self.tracker:replace(job, new)
      self.running[index] = new
    end
  end
end

local function next_slice(self)
  local slice = self.waiting or self.source()
  self.waiting = slice
  return slice
end

local function start_jobs(self)
  replace_failed(self)
  while self.tracker:has_room() and next_slice(self) do
    local slice = self.waiting
    self.waiting = nil
    local job = start_job(self, slice, 1)
    self.tracker:add(job)
    self.running[#self.running + 1] = job
  end
end

local function poll_jobs(self)
  for _, job in ipairs(self.running) do
    if job:status() == "running" then
      self.repository:poll(job)
    end
  end
end

local function abort(self, job)
  local ok, reason = pcall(self.repository.abort_job, self.repository, job)
  if not ok then
    local text = tostring(type(reason) == "table" and reason.message or reason)
    self.messages:log("WARN", "Could not free budget for a job: " .. text)
  end
end

local function give_up(self, job)
  if job:status() == "timeout" then
    abort(self, job)
  end
  self.tracker:remove(job)
  local name = job:status() == "timeout" and "TIMED_OUT" or "FAILED"
  self.errors[#self.errors + 1] = failure.new({
    message = "Async job failed after exhausting all retry attempts.",
    internal = ("At least one job could not be completed for slice %s. Job statuses were: {'%s': "
      .. "<AsyncJobStatus.%s: ('%s', True)>}. See warning logs for more information."):format(
      values.repr(slices.view(job.slice)),
      require("host.hash").uuid() .. (job.failed and " - Job that could not start" or ""),
      name,
      name
    ),
  })
end

--- Sorts the jobs: done ones are handed out, hopeless ones dropped, the others stay.
local function sort_jobs(self, emit)
  local kept, retried = {}, {}
  for _, job in ipairs(self.running) do
    local status = job:status()
    if status == "completed" then
      self.tracker:remove(job)
      job.slice.jobs = { job }
      emit(job.slice)
    elseif status == "skipped" then
      self.tracker:remove(job)
    elseif status == "running" then
      kept[#kept + 1] = job
    elseif job.attempts >= MAX_ATTEMPTS then
      give_up(self, job)
    else
      if status == "timeout" then
        abort(self, job)
      end
      table.insert(retried, 1, job)
    end
  end
  table.move(kept, 1, #kept, #retried + 1, retried)
  self.running = retried
end

local function drop_all(self)
  for _, job in ipairs(self.running) do
    local status = job:status()
    if status == "running" or status == "timeout" then
      abort(self, job)
    end
    self.tracker:remove(job)
  end
  self.running = {}
end

-- Waits between two looks at the jobs are no back-off: a fast clock does not note them.
local function wait_for_jobs()
  if clock.fast() then
    clock.skip(POLL_SECONDS)
  else
    scheduler.sleep(POLL_SECONDS)
  end
end

--- One round. @return boolean whether there is anything left to do
local function round(self, emit)
  start_jobs(self)
  if #self.running == 0 and not next_slice(self) then
    return false
  end
  poll_jobs(self)
  sort_jobs(self, emit)
  wait_for_jobs()
  return true
end

local function raise_errors(self)
  local texts = {}
  for index, reason in ipairs(self.errors) do
    local text = tostring(reason.internal or reason.message)
    texts[index] = ("%s(%s)"):format(reason.class, values.repr(text))
  end
  failure.raise({
    message = "One or more async jobs failed after exhausting all retry attempts.",
    internal = self.messages:mask(table.concat(texts, "\n")),
  })
end

local function after_error(self, reason)
  self.failed_rounds = self.failed_rounds + 1
  if is_breaking(reason) or self.failed_rounds > MAX_FAILED_ROUNDS then
    drop_all(self)
    error(reason, 0)
  end
  self.errors[#self.errors + 1] = failure.from(reason)
end

--- An iterator of the slices whose jobs are done; each holds them in `jobs`.
function orchestrator:slices()
  return scheduler.generator(function(emit)
    local more = true
    while more do
      local ok, result = pcall(round, self, emit)
      if ok then
        more, self.failed_rounds = result, 0
      else
        after_error(self, result)
      end
    end
    if #self.errors > 0 then
      raise_errors(self)
    end
  end)
end

return orchestrator
