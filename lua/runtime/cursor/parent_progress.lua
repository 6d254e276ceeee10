--- How far the parents of a stream's partitions are safely read.
---
--- Each partition is noted with the state that its parents had when it came. A parent state holds
--- once all partitions up to it are read, in whatever order they end.
local json = require("host.json")

local parent_progress = {}
parent_progress.__index = parent_progress

function parent_progress.new()
  return setmetatable({
    count = 0,
    lowest_open = 0,
    open = {},
    marks = {},
    first_mark = 1,
    last_mark = 0,
  }, parent_progress)
end

local function is_same(a, b)
  return a == b or (a ~= nil and b ~= nil and json.equal(a, b))
end

--- Notes the next partition. @return integer its number
--- @param state table|nil state of the parents
function parent_progress:begin(state)
  local number = self.count
  self.count = number + 1
  self.open[number] = true
  local last = self.marks[self.last_mark]
  if not last or not is_same(last.state, state) then
    self.last_mark = self.last_mark + 1
    self.marks[self.last_mark] = { state = state, number = number }
  end
  return number
end

function parent_progress:done(number)
  self.open[number] = nil
  while self.lowest_open < self.count and not self.open[self.lowest_open] do
    self.lowest_open = self.lowest_open + 1
  end
end

local function is_waiting(self, mark)
  return self.lowest_open < self.count and self.lowest_open <= mark.number
end

--- The newest parent state that holds now; nil when none became true since the last call.
function parent_progress:advance()
  local reached
  while self.first_mark <= self.last_mark do
    local mark = self.marks[self.first_mark]
    if is_waiting(self, mark) then
      break
    end
    self.marks[self.first_mark] = nil
    self.first_mark = self.first_mark + 1
    reached = mark.state or reached
  end
  return reached
end

return parent_progress
