--- How many jobs of asynchronous streams may exist at a time, for the whole run (§18).
local tracker = {}
tracker.__index = tracker

local function limit_of(run, build)
  local value = run.root and run.root.max_concurrent_async_job_count
  if type(value) == "string" then
    local ok, evaluated = pcall(function()
      return build:string_of(run.root, value):eval()
    end)
    value = ok and evaluated or nil
  end
  local limit = math.tointeger(tonumber(value)) or 1
  return math.max(limit, 1)
end

--- The tracker that all asynchronous streams of a run share.
function tracker.of(build)
  local run = build.run
  if not run.job_tracker then
    run.job_tracker = setmetatable({ limit = limit_of(run, build), jobs = {}, used = 0 }, tracker)
  end
  return run.job_tracker
end

function tracker:has_room()
  return self.used < self.limit
end

function tracker:add(job)
  if not self.jobs[job] then
    self.jobs[job] = true
    self.used = self.used + 1
  end
end

function tracker:remove(job)
  if self.jobs[job] then
    self.jobs[job] = nil
    self.used = self.used - 1
  end
end

--- A new job takes the place of one that failed.
function tracker:replace(old, new)
  self:remove(old)
  self:add(new)
end

return tracker
