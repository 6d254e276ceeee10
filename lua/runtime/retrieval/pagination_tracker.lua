--- Pagination that begins anew (PaginationReset): counts the records of a slice and, with a cursor,
--- narrows the slice to what is not read yet.
local failure = require("runtime.failure")
local json = require("host.json")
local splitting = require("runtime.cursor.splitting")
local stream_cursor = require("runtime.cursor.stream_cursor")

local tracker = {}
tracker.__index = tracker

local TOO_OFTEN = "There were %d attempts with the same slice already while the max allowed is %d"

--- @param rules table|nil rules of the cursor that narrows slices; nil: slices stay as they are
--- @param limit integer|nil number of records after which paging begins anew
function tracker.new(rules, limit)
  -- The tracker itself stands for the slice whose records its cursor sees.
  return setmetatable({
    cursor = rules and stream_cursor.new(rules),
    limit = limit,
    count = 0,
    attempts = 0,
    allowed = rules and 1 or 2,
  }, tracker)
end

local watched = {}

function watched.__index(self, key)
  local own = watched[key]
  if own ~= nil then
    return own
  end
  return self.inner[key]
end

function watched:next()
  local record = self.inner:next()
  if record ~= nil then
    self.owner:observe(record)
  end
  return record
end

-- A batch whose records are all written at once would not be seen one by one.
watched.list, watched.places, watched.pages = false, false, false

--- The batch, each of whose records is noted as it is handed out.
function tracker:watch(batch)
  return setmetatable({ inner = batch, owner = self }, watched)
end

function tracker:observe(record)
  self.count = self.count + 1
  if self.cursor then
    self.cursor:observe(record, self)
  end
end

function tracker:is_full()
  return self.limit ~= nil and self.count >= self.limit
end

local function same(a, b)
  return a == b or (json.equal(a.partition, b.partition) and json.equal(a.cursor, b.cursor))
end

local function count_attempt(self)
  self.attempts = self.attempts + 1
  if self.attempts >= self.allowed then
    failure.raise({
      internal = TOO_OFTEN:format(self.attempts, self.allowed),
    })
  end
end

--- The slice to go on with after a reset.
--- @param previous table the slice that was read last
--- @param original table the slice before any narrowing
function tracker:narrowed(previous, original)
  local narrowed = self.cursor and splitting.rest(self.cursor, original, self) or previous
  if same(narrowed, previous) then
    count_attempt(self)
  else
    self.attempts = 0
  end
  self.count = 0
  return narrowed
end

return tracker
