--- Runs jobs in processes of their own beside the server: `revos serve job`, which gets what it
--- needs on its standard input and tells on its standard output, line by line, how far it is and
--- what became of it. Whatever it does, the server goes on.
local clock = require("host.clock")
local fs = require("host.fs")
local json = require("host.json")
local problem = require("serve.problem")
local process = require("host.process")
local store = require("serve.job_store")

local runner = {}
runner.__index = runner

local MEMORY = 1 << 30 -- bytes of addresses of one job
local OUTPUT = 4 << 20 -- bytes that it may say at once
local BEAT = 10 -- seconds
local LOOK = 0.05 -- seconds between two looks at the processes
local MOST_WAITING = 100
local FOLDERS = "/.jobs" -- below the destinations, where no client's path leads
local SIGTERM = 15

-- In the place of a child that could not be started.
local ENDED = { signal = function() end, close = function() end }

--- @param options {database:table, log:table, destinations:string|nil, most:integer|nil,
---   timeout:integer|nil}
function runner.new(options)
  local keeper = options.destinations and ("%s:%s"):format((fs.read(
    "/proc/sys/kernel/hostname", 256) or "?"):match("^%s*(.-)%s*$"), options.destinations)
    or require("host.hash").uuid()
  return setmetatable({ database = options.database, log = options.log, keeper = keeper,
    destinations = options.destinations, most = options.most or 2,
    timeout = options.timeout or 3600,
    waiting = {}, live = {}, count = 0, looked = 0, beaten = 0 }, runner)
end

--- Has the server room for one more?
function runner:is_full()
  return #self.waiting >= MOST_WAITING
end

--- Lets a job run as soon as there is a place; it is in the database by then.
---@param job {id:integer, kind:string, workspace_id:string, who:string, connection_id:string|nil,
---  source_id:string|nil, request_timeout:number|nil}
function runner:add(job)
  self.waiting[#self.waiting + 1] = job
end

--- Is a connection still at work here, perhaps after its job was cancelled?
function runner:works_on(connection_id)
  for _, job in pairs(self.live) do
    if job.connection_id == connection_id then
      return true
    end
  end
  return false
end

--- The records of a job that runs here; nil for others.
function runner:records(id)
  return self.live[id] and self.live[id].records
end

--- Ends a job of this server.
function runner:cancel(id)
  local job = self.live[id]
  if job then
    job.cancelled = true
    job.child:signal(SIGTERM)
  end
end

-- The key of secrets goes along: the child looks for no files of the user.
local function environment(folder)
  local key = require("workspace.secret_key").load()
  return { TMPDIR = folder, REVOS_SECRET_KEY = key and key:gsub(".", function(c)
    return ("%02x"):format(c:byte())
  end) }
end

-- What a job writes besides records lies here, and goes when it has ended.
local function folder_of(self, job)
  return self.destinations .. FOLDERS .. (job and "/" .. job.id or "")
end

local function clear(folder)
  if fs.exists(folder) then
    fs.remove_tree(folder)
  end
end

local function start(self, job)
  local database, folder = self.database, folder_of(self, job)
  local ok, message, code = fs.mkdir(folder, { parents = true, mode = 448 }) -- 0700
  if not ok then
    return nil, message, code
  end
  local request = json.new_object({ { "database", database.file or database.options.path },
    { "workspace", job.workspace_id }, { "who", job.who }, { "kind", job.kind },
    { "id", job.connection_id or job.source_id }, { "destinations", self.destinations },
    { "requestTimeout", job.request_timeout } })
  return process.start({
    argv = { require("util.place").program(), "serve", "job" }, input = json.encode(request),
    env = environment(folder), directory = "/", timeout = self.timeout, memory = MEMORY,
    max_output = OUTPUT,
  })
end

local function note(self, level, job, text)
  self.log:write(level, { { "message", text }, { "job", job.id }, { "kind", job.kind },
    { "records", job.records } })
end

local function refusal(message, code)
  return json.new_object({ { "error", json.new_object({ { "message", message },
    { "code", code } }) } })
end

-- A check that was made has succeeded, whatever it says of the source.
local function status_of(job, result)
  if json.is_object(result.error) then
    return result.error.code == "cancelled" and "cancelled" or "failed"
  elseif job.kind == "check" then
    return "succeeded"
  end
  return result.status == "succeeded" and "succeeded" or "failed"
end

local function finish(self, job, result)
  job.ended, job.result = status_of(job, result), json.encode(result)
  job.records = math.tointeger(result.records) or job.records
  note(self, job.ended == "failed" and "warn" or "info", job, "job " .. job.ended)
end

local function hear(job, text)
  job.text = job.text .. text
  local rest = 1
  for line, after in job.text:gmatch("([^\n]*)\n()") do
    local told = json.decode(line)
    if json.is_object(told) and told.progress then
      job.records = math.tointeger(told.progress) or job.records
    elseif json.is_object(told) then
      job.result_told = told
    end
    rest = after
  end
  job.text = job.text:sub(rest)
end

local function look_at(self, job)
  if job.ended then
    return
  end
  local result, message, code = job.child:look()
  if result == false then
    return hear(job, job.child:said())
  elseif not result then
    return finish(self, job, refusal(code == "timeout"
      and ("stopped after %d seconds, the server's limit"):format(self.timeout)
      or "stopped: " .. message, code))
  end
  hear(job, result.stdout) -- what it said last comes with the result
  if not job.result_told and job.cancelled then
    job.result_told = refusal("interrupted", "cancelled")
  elseif not job.result_told then
    self.log:write("error", { { "message", "a job ended without a word" }, { "job", job.id },
      { "status", result.status }, { "output", result.stderr:sub(-2000) } })
  end
  finish(self, job, job.result_told or refusal(
    ("ended with status %d; the server's log may know why"):format(result.status), "internal"))
end

local function begin_waiting(self)
  while self.count < self.most and self.waiting[1] do
    local job = self.waiting[1]
    local begun = store.begin(self.database, job.id)
    table.remove(self.waiting, 1)
    if begun then
      local child, message, code = start(self, job)
      job.child, job.text, job.records = child or ENDED, "", 0
      self.live[job.id], self.count = job, self.count + 1
      note(self, "info", job, "job begins")
      if not child then
        finish(self, job, refusal(message, code))
      end
    end
  end
end

local function save_ended(self)
  for id, job in pairs(self.live) do
    if job.ended then
      store.finish(self.database, id, job.ended, job.records, job.result)
      self.live[id], self.count = nil, self.count - 1
      clear(folder_of(self, job))
    end
  end
end

local function attend(self, now)
  for _, job in pairs(self.live) do
    look_at(self, job)
  end
  save_ended(self)
  begin_waiting(self)
  if self.count + #self.waiting > 0 and now - self.beaten >= BEAT then
    self.beaten = now
    store.beat(self.database, self.keeper)
  end
end

-- The store may be away for a while; what could not be written is written then.
local function safely(self, fn, ...)
  local ok, raised = pcall(fn, self, ...)
  if not ok and not problem.is(raised) then
    error(raised, 0)
  elseif not ok then
    self.log:write("error", { { "message", raised.detail }, { "code", raised.cause } })
    self.looked = clock.monotonic() + 1
    if raised.cause == "network" then
      self.database:reconnect()
    end
  end
end

--- Sees to everything that happened meanwhile. To be called often.
function runner:tick()
  local now = clock.monotonic()
  if (self.count > 0 or self.waiting[1]) and now - self.looked >= LOOK then
    self.looked = now
    safely(self, attend, now)
  end
end

--- How long nothing will happen by itself, in seconds.
function runner:patience()
  return (self.count > 0 or self.waiting[1]) and LOOK or 60
end

--- Takes over from an earlier server. Two servers never write into the same folder.
---@return boolean|nil ok
---@return string|nil message
---@return string|nil code
function runner:open()
  if self.destinations then
    local message, code
    self.lock, message, code = fs.lock(self.destinations .. "/.lock")
    if not self.lock then
      return nil, code == "busy" and self.destinations .. ": another server writes into it"
        or message, code, code == "busy" and { status = 5 } or nil
    end
    clear(folder_of(self)) -- of jobs that were killed
  end
  safely(self, function()
    store.give_up(self.database, self.keeper)
  end)
  return true
end

--- Ends every job, those that wait too.
---@param seconds number for them to come to an end
function runner:stop(seconds)
  local last = clock.monotonic() + seconds
  self.waiting = {}
  for _, job in pairs(self.live) do
    self:cancel(job.id)
  end
  while self.count > 0 and clock.monotonic() < last do
    clock.sleep(LOOK)
    safely(self, attend, 0)
  end
  for _, job in pairs(self.live) do
    job.child:close()
  end
  safely(self, function()
    store.give_up(self.database, self.keeper)
  end)
  if self.lock then
    self.lock:close()
  end
end

return runner
