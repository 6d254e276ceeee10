--- Cooperative tasks: a coroutine waits for a transfer or for a time, the others go on.
---
---   scheduler.run(main)            runs main as the first task until all tasks have ended
---   scheduler.spawn(task)          adds a task
---   scheduler.await(transfer)      inside a task: its result, when it is there
---   scheduler.sleep(seconds)       inside a task
---   scheduler.generator(body)      body(emit) as an iterator whose steps may wait
---   scheduler.gate()               a gate: gate:wait() parks the task until gate:open()
--- Outside of run the functions block.
---
--- scheduler.limits ends a run from outside: `stop` is raised at the next turn when it is set,
--- `timeout` when clock.monotonic() has passed `deadline` (seconds). `cut` is true once a slice
--- has ended before its last page: states after that skip records.
local clock = require("host.clock")
local failure = require("runtime.failure")
local process = require("host.process")
local waits = require("runtime.waits")

local scheduler = {}

local WAIT, EMIT = {}, {}
local current -- the running loop, nil outside of run

scheduler.limits = {}

local loop = {}
loop.__index = loop

local function resume(self, task)
  local ok, signal, request = coroutine.resume(task)
  if not ok then
    self.failed = self.failed or { error = signal, trace = debug.traceback(task) }
    self.live = self.live - 1
  elseif signal == WAIT and type(request) == "function" then
    request(self, task)
  elseif signal == WAIT then
    self.transfers[request] = task
  elseif coroutine.status(task) == "dead" then
    self.live = self.live - 1
  else
    error("a task yielded outside of the scheduler")
  end
end

local function check_limits()
  local limits = scheduler.limits
  if limits.stop then
    error(limits.stop, 0)
  elseif limits.deadline and clock.monotonic() >= limits.deadline then
    error(limits.timeout, 0)
  elseif process.interrupted() then
    failure.raise({ message = "The run was interrupted by a signal." })
  end
end

--- At most `delay` seconds (nil: a minute), and not past the deadline.
local function bounded(delay)
  local deadline = scheduler.limits.deadline
  delay = delay or 60
  return deadline and math.max(math.min(delay, deadline - clock.monotonic()), 0) or delay
end

local function wake_timers(self)
  local now = clock.monotonic()
  local index = 1
  while index <= #self.timers do
    local timer = self.timers[index]
    if timer.at <= now then
      table.remove(self.timers, index)
      self:ready(timer.task)
    else
      index = index + 1
    end
  end
end

local function next_delay(self)
  local soonest
  for _, timer in ipairs(self.timers) do
    soonest = math.min(soonest or timer.at, timer.at)
  end
  return soonest and math.max(soonest - clock.monotonic(), 0)
end

function loop:ready(task)
  self.last = self.last + 1
  self.queue[self.last] = task
end

-- The task that waits for a transfer goes on, if there still is one.
local function wake(self, transfer)
  local task = self.transfers[transfer]
  if task then
    self.transfers[transfer] = nil
    self:ready(task)
  end
end

local function wait_outside(self)
  local has_timers = #self.timers > 0
  local delay = has_timers and next_delay(self) or nil
  if next(self.transfers) then
    local finished = waits.transfers(bounded(delay))
    for index = 1, #finished do
      wake(self, finished[index])
    end
  elseif delay then
    waits.sleep(bounded(delay))
  else
    error("all tasks wait for each other")
  end
  if has_timers then
    wake_timers(self)
  end
end

function loop:turn()
  check_limits()
  local queue, last = self.queue, self.last
  for index = self.first, last do
    local task = queue[index]
    queue[index], self.first = nil, index + 1
    resume(self, task)
  end
  if self.last > last then
    return
  end
  self.first, self.last = 1, 0
  if self.live > 0 and not self.failed then
    wait_outside(self)
  end
end

--- Adds a task; it starts at the next turn.
function scheduler.spawn(body)
  current.live = current.live + 1
  current:ready(coroutine.create(body))
end

--- Runs `main` and everything it spawns. Errors of tasks are raised here.
function scheduler.run(main)
  local outer = current
  current = setmetatable({
    queue = {}, -- of tasks that are ready: from `first` to `last`
    first = 1,
    last = 0,
    timers = {},
    transfers = {},
    live = 0,
  }, loop)
  local mine = current
  scheduler.spawn(main)
  while mine.live > 0 and not mine.failed do
    mine:turn()
  end
  current = outer
  if mine.failed then
    local failed = mine.failed
    if type(failed.error) == "string" then
      error(failed.error .. "\n" .. failed.trace, 0)
    end
    error(failed.error, 0)
  end
end

-- Whether no other task could go on while the running one waits for a transfer.
local function is_alone(self)
  local limits = scheduler.limits
  return self.first > self.last and #self.timers == 0 and not next(self.transfers)
    and not (self.failed or limits.stop or limits.deadline)
end

-- Waits at most a minute. @return boolean whether the transfer is finished
local function finishes(transfer)
  local list = waits.transfers(bounded())
  for index = 1, #list do
    if list[index] == transfer then
      return true
    end
  end
  return false
end

--- @param transfer userdata started with host.http.start
--- @return table|nil reply, string? message, string? code
function scheduler.await(transfer)
  if current and is_alone(current) and finishes(transfer) then
    return transfer:result()
  elseif not current or not coroutine.isyieldable() then
    repeat
      check_limits()
    until finishes(transfer)
    return transfer:result()
  end
  coroutine.yield(WAIT, transfer)
  return transfer:result()
end

--- Waits. With the test clock the time is only written down.
function scheduler.sleep(seconds)
  if seconds <= 0 then
    return
  end
  if clock.fast() or not current or not coroutine.isyieldable() then
    return waits.sleep(seconds)
  end
  coroutine.yield(WAIT, function(self, task)
    self.timers[#self.timers + 1] = { at = clock.monotonic() + seconds, task = task }
  end)
end

local gate = {}
gate.__index = gate

function scheduler.gate()
  return setmetatable({ waiting = {} }, gate)
end

function gate:wait()
  local waiting = self.waiting
  coroutine.yield(WAIT, function(_, task)
    waiting[#waiting + 1] = task
  end)
end

--- Wakes all who wait; later waits are new ones.
function gate:open()
  local waiting = self.waiting
  self.waiting = {}
  for _, task in ipairs(waiting) do
    current:ready(task)
  end
end

--- @param body function called as body(emit); emit(value) hands a value (not nil) to the consumer
--- @return function iterator the next value at each call, nil at the end; errors of body are raised
function scheduler.generator(body)
  local inner = coroutine.create(function()
    body(function(value)
      coroutine.yield(EMIT, value)
    end)
  end)
  return function()
    if coroutine.status(inner) == "dead" then
      return nil
    end
    local ok, signal, value = coroutine.resume(inner)
    while ok and signal == WAIT do
      ok, signal, value = coroutine.resume(inner, coroutine.yield(WAIT, value))
    end
    if not ok then
      error(signal, 0)
    end
    return signal == EMIT and value or nil
  end
end

return scheduler
