--- Tasks that wait for a worker, first in first out.
---
--- A task that makes others, a listing, pauses when enough of them wait, and goes on before they
--- run out: what waits takes memory, and is at hand sooner when it was made a short while ago.
local scheduler = require("runtime.scheduler")

local queue = {}
queue.__index = queue

local FEW = 32

--- @param workers integer how many take tasks
function queue.new(workers)
  local few = math.max(FEW, workers)
  return setmetatable({
    few = few,
    most = 2 * few,
    tasks = {},
    first = 1,
    last = 0,
    paused = {},
    gate = scheduler.gate(),
  }, queue)
end

--- @param task function
function queue:push(task)
  self.last = self.last + 1
  self.tasks[self.last] = task
  self.gate:open()
end

local function waiting(self)
  return self.last - self.first + 1
end

--- Whether a listing is to pause.
function queue:is_full()
  return waiting(self) >= self.most
end

--- @param listing function the task that goes on with it
function queue:pause(listing)
  table.insert(self.paused, listing)
end

local function pop(self)
  if self.paused[1] and waiting(self) < self.few then
    return table.remove(self.paused, 1)
  end
  local task = self.tasks[self.first]
  if task then
    self.tasks[self.first] = nil
    self.first = self.first + 1
  end
  return task
end

--- What a worker does: tasks, until nobody will add one.
--- @param is_open function whether there may come more
function queue:work(is_open)
  while is_open() do
    local task = pop(self)
    if task then
      task()
    elseif is_open() then
      self.gate:wait()
    end
  end
  self.gate:open()
end

return queue
