--- Several pieces of work at a time, each in a coroutine that waits for its HTTP requests; their
--- results come in the order of the work. Outside of pool.run the functions simply block.
local clock = require("host.clock")
local process = require("host.process")

local pool = {}

local current -- the running pool

local function resume(self, task)
  local ok, request = coroutine.resume(task.thread)
  if not ok then
    error(debug.traceback(task.thread, tostring(request)), 0)
  elseif coroutine.status(task.thread) == "dead" then
    self.live = self.live - 1
  elseif request.transfer then
    self.waiting[request.transfer] = task
  else
    self.sleeping[#self.sleeping + 1] = { at = clock.monotonic() + request.seconds, task = task }
  end
end

local function wake(self)
  local now, still, ready = clock.monotonic(), {}, {}
  for _, one in ipairs(self.sleeping) do
    if one.at <= now then
      ready[#ready + 1] = one.task
    else
      still[#still + 1] = one
    end
  end
  self.sleeping = still
  for _, task in ipairs(ready) do
    resume(self, task)
  end
end

local function delay(self)
  local soonest = 60
  for _, one in ipairs(self.sleeping) do
    soonest = math.min(soonest, math.max(0, one.at - clock.monotonic()))
  end
  return soonest
end

-- A first signal lets what is on its way come to its end, a second one does not.
local function interrupted(self)
  local signal = process.interrupted()
  if signal and not self.signal then
    self.signal = process.take_interrupt()
  end
  return self.signal
end

local function turn(self)
  local finished, message, code = require("host.http").wait(delay(self))
  if not finished and code == "cancelled" and not self.signal then
    interrupted(self)
    return
  elseif not finished then
    error({ message = message, code = code }, 0)
  end
  for _, transfer in ipairs(finished) do
    local task = self.waiting[transfer]
    self.waiting[transfer] = nil
    if task then
      resume(self, task)
    end
  end
  wake(self)
end

local function start(self, index, work, done)
  local task = { thread = coroutine.create(function()
    self.results[index] = table.pack(work(index))
    while self.results[self.told + 1] do
      self.told = self.told + 1
      done(self.told, table.unpack(self.results[self.told], 1, self.results[self.told].n))
    end
  end) }
  self.live = self.live + 1
  resume(self, task)
end

local function go(self, count, limit, work, done)
  local started = 0
  while started < count or self.live > 0 do
    while started < count and self.live < limit and not interrupted(self) do
      started = started + 1
      start(self, started, work, done)
    end
    if self.live > 0 then
      turn(self)
    elseif self.signal then
      return started
    end
  end
  return started
end

--- Runs work(1) to work(count), at most `limit` of them at a time.
---@param count integer
---@param limit integer
---@param work fun(index: integer): any
---@param done fun(index: integer, ...) gets the results of work, in order
---@return integer started fewer than `count` when a signal came
---@return integer|nil signal
function pool.run(count, limit, work, done)
  local outer = current
  local self = { results = {}, waiting = {}, sleeping = {}, live = 0, told = 0 }
  current = self
  local ok, started = pcall(go, self, count, limit, work, done)
  current = outer
  if not ok then
    error(started, 0)
  end
  return started, self.signal
end

--- One request; others go on meanwhile.
---@param options table of host.http
---@return table|nil answer
---@return string|nil message
---@return string|nil code
function pool.request(options)
  local http = require("host.http")
  if not current or not coroutine.isyieldable() then
    return http.request(options)
  end
  local transfer, message, code = http.start(options)
  if not transfer then
    return nil, message, code
  end
  coroutine.yield({ transfer = transfer })
  return transfer:result()
end

--- Waits; others go on meanwhile.
---@param seconds number
function pool.sleep(seconds)
  if clock.fast() or not current or not coroutine.isyieldable() then
    return clock.sleep(seconds)
  end
  coroutine.yield({ seconds = seconds })
  return true
end

return pool
