--- Figures in the text format of Prometheus. They tell of the process, not of what is registered.
local clock = require("host.clock")
local fs = require("host.fs")

local metrics = {}
metrics.__index = metrics

local BUCKETS = { 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5 }
local PAGE = 4096

-- Methods that nobody knows are counted together: a client must not make new names.
local METHODS = { GET = true, POST = true, PUT = true, PATCH = true, DELETE = true }

function metrics.new()
  local self = { started = clock.now(), requests = {}, refused = {}, sum = 0,
    count = 0, buckets = {} }
  for i = 1, #BUCKETS do
    self.buckets[i] = 0
  end
  return setmetatable(self, metrics)
end

--- Counts one answered request.
function metrics:observe(method, route, status, seconds)
  local key = ('method="%s",route="%s",status="%d"'):format(METHODS[method] and method or "other",
    route, status)
  self.requests[key] = (self.requests[key] or 0) + 1
  self.sum, self.count = self.sum + seconds, self.count + 1
  for i = #BUCKETS, 1, -1 do
    if seconds > BUCKETS[i] then
      break
    end
    self.buckets[i] = self.buckets[i] + 1
  end
end

--- Counts what was refused before it became a request.
---@param status integer|string
function metrics:refuse(status)
  local key = ('status="%s"'):format(status)
  self.refused[key] = (self.refused[key] or 0) + 1
end

local function resident()
  local text = fs.read("/proc/self/statm") or ""
  return (tonumber(text:match("^%d+ (%d+)")) or 0) * PAGE
end

local function add(lines, kind, name, help, value)
  lines[#lines + 1] = ("# HELP %s %s"):format(name, help)
  lines[#lines + 1] = ("# TYPE %s %s"):format(name, kind)
  if value then
    lines[#lines + 1] = ("%s %s"):format(name, value)
  end
end

local function add_counters(lines, name, help, counts)
  local keys = {}
  add(lines, "counter", name, help)
  for key in pairs(counts) do
    keys[#keys + 1] = key
  end
  table.sort(keys)
  for _, key in ipairs(keys) do
    lines[#lines + 1] = ("%s{%s} %d"):format(name, key, counts[key])
  end
end

local function add_durations(lines, self)
  local name = "revos_http_request_duration_seconds"
  add(lines, "histogram", name, "Time to answer.")
  for i, limit in ipairs(BUCKETS) do
    lines[#lines + 1] = ('%s_bucket{le="%s"} %d'):format(name, limit, self.buckets[i])
  end
  lines[#lines + 1] = ('%s_bucket{le="+Inf"} %d'):format(name, self.count)
  lines[#lines + 1] = ("%s_sum %.6f"):format(name, self.sum)
  lines[#lines + 1] = ("%s_count %d"):format(name, self.count)
end

--- The document.
---@param app table
function metrics:text(app)
  local lines = {}
  add_counters(lines, "revos_http_requests_total", "Answered requests.", self.requests)
  add_counters(lines, "revos_http_refused_total", "What was no sound request.", self.refused)
  add_durations(lines, self)
  add(lines, "gauge", "revos_http_connections", "Open connections.",
    app.server and app.server:connections() or 0)
  add(lines, "gauge", "revos_jobs_running", "Syncs and checks at work.", app.jobs.count)
  add(lines, "gauge", "revos_jobs_waiting", "Syncs and checks without a place.", #app.jobs.waiting)
  add(lines, "gauge", "process_resident_memory_bytes", "Memory in use.", resident())
  add(lines, "gauge", "process_start_time_seconds", "When the process began.",
    ("%.3f"):format(self.started))
  add(lines, "gauge", "revos_build_info", "The version that runs.")
  lines[#lines + 1] = ('revos_build_info{version="%s"} 1'):format(require("host.embedded").version)
  return table.concat(lines, "\n") .. "\n"
end

return metrics
