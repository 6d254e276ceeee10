--- The read (§6): tasks that list slices and tasks that read one, first in first out.
---
--- Only so many streams may list their slices at once; when one has listed all of its, the next
--- stream starts. A failed slice ends only itself; its stream ends INCOMPLETE.
local failure = require("runtime.failure")
local json = require("host.json")
local record_lane = require("runtime.records.lane")
local scheduler = require("runtime.scheduler")
local task_queue = require("runtime.commands.task_queue")

local loop = {}
loop.__index = loop

local NO_CURSOR = json.new_object({ { "__ab_no_cursor_state_message", true } })

local function report(self, entry, err)
  local failed = failure.from(err)
  local name = entry.stream.name
  if not self.failures[name] then
    self.failures[name] = {}
    self.failed_names[#self.failed_names + 1] = name
  end
  table.insert(self.failures[name], failed)
  self.messages:log("ERROR", "Exception while syncing stream " .. name, failed.stack)
  if failure.is_traced(failed) then
    self.messages:error({
      message = failed.message or "Something went wrong in the connector. See the logs for more "
        .. "details.",
      internal = failed.internal,
      type = failed.type or "system_error",
      stack = failed.stack,
      stream = failed.stream or name,
    })
  else
    self.messages:error({
      message = ("An unexpected error occurred in stream %s: %s"):format(name, failed.class),
      internal = failed.message,
      type = "system_error",
      stack = failed.stack,
      stream = name,
    })
  end
end

--- A function that is called before each record until one was written.
local function before_first(messages, entry)
  return function()
    if entry.before_first then
      entry.before_first = nil
      messages:info("Marking stream %s as RUNNING", entry.stream.name)
      messages:status(entry.stream.name, "RUNNING")
    end
  end
end

--- Writes the records of a batch, telling the cursor of each.
local function write_batch(self, entry, slice, batch)
  local count = record_lane.write(self.messages, entry.stream, slice, batch, entry.before_first)
  if count then
    entry.count = entry.count + count
    return
  end
  local name, cursor = entry.stream.name, entry.stream.cursor
  local reference_of = entry.stream.file_reference
  local record = batch:next()
  while record ~= nil do
    if entry.before_first then
      entry.before_first()
    end
    entry.count = entry.count + 1
    self.messages:record(name, record, reference_of and reference_of(record))
    if cursor then
      cursor:observe(record, slice)
    end
    record = batch:next()
  end
end

local function read_slice(self, entry, slice)
  entry.stream:each_batch(slice, function(batch)
    write_batch(self, entry, slice, batch)
  end)
  local cursor = entry.stream.cursor
  local state = cursor and cursor:close(slice)
  if state then
    self.messages:state(entry.stream.name, state)
  end
end

local start_next

local function final_state(entry)
  local cursor = entry.stream.cursor
  return cursor and cursor:final_state() or NO_CURSOR
end

local function finish_stream(self, entry)
  local name = entry.stream.name
  entry.done = true
  self.open = self.open - 1
  self.messages:info("Read %d records from %s stream", entry.count, name)
  self.messages:info("Marking stream %s as STOPPED", name)
  local ok, state = xpcall(final_state, failure.handler, entry)
  if not ok then
    report(self, entry, state)
  end
  self.messages:info("Finished syncing %s", name)
  self.messages:status(name, self.failures[name] and "INCOMPLETE" or "COMPLETE")
  if ok then
    self.messages:state(name, state)
  end
  self.groups:left(entry.stream)
end

local function finish_if_done(self, entry)
  if entry.generating == 0 and entry.running == 0 and not entry.done then
    finish_stream(self, entry)
    start_next(self)
  end
end

local function read_task(self, entry, slice)
  local ok, err = xpcall(read_slice, failure.handler, self, entry, slice)
  if not ok then
    report(self, entry, err)
    local cursor = entry.stream.cursor
    if cursor and cursor.fail then
      cursor:fail(slice)
    end
  end
  entry.running = entry.running - 1
  finish_if_done(self, entry)
end

--- Lists slices until there are none, or enough that wait.
--- @param listing table { next }: the iterator of the slices, once there is one
--- @return boolean whether all are listed
local function list_slices(self, entry, listing)
  listing.next = listing.next or entry.stream:slices()
  while not self.tasks:is_full() do
    local slice = listing.next()
    if slice == nil then
      return true
    end
    entry.running = entry.running + 1
    self.tasks:push(function()
      read_task(self, entry, slice)
    end)
  end
  return false
end

local function generate_task(self, entry, listing)
  local ok, result = xpcall(list_slices, failure.handler, self, entry, listing)
  if not ok then
    report(self, entry, result)
  elseif not result then
    return self.tasks:pause(function()
      generate_task(self, entry, listing)
    end)
  end
  entry.generating = entry.generating - 1
  self.generating = self.generating - 1
  self.groups:listed(entry.stream)
  if entry.running == 0 and entry.generating == 0 then
    finish_stream(self, entry)
  end
  start_next(self)
end

local function start(self, entry)
  local name = entry.stream.name
  entry.generating = entry.generating + 1
  self.generating = self.generating + 1
  self.groups:entered(entry.stream)
  self.messages:info("Marking stream %s as STARTED", name)
  self.messages:info("Syncing stream: %s", name)
  -- The reference describes the stream here: a schema that cannot be loaded ends the whole read.
  entry.stream:schema()
  self.messages:status(name, "STARTED")
  for _, one in ipairs({ entry, table.unpack(self.waiting) }) do
    if one.stream.state_cleared then -- told with the first stream that starts
      self.messages:state(one.stream.name, json.new_object())
      one.stream.state_cleared = nil
    end
  end
  self.tasks:push(function()
    generate_task(self, entry, {})
  end)
end

--- Starts the next stream that may start, if another may list its slices now.
function start_next(self)
  if self.generating >= self.generators then
    return
  end
  for _ = 1, #self.waiting do
    local entry = table.remove(self.waiting, 1)
    if self.groups:may_start(entry.stream) then
      return start(self, entry)
    end
    self.waiting[#self.waiting + 1] = entry
  end
end

local function raise_failures(self)
  local lines = {}
  for _, name in ipairs(self.failed_names) do
    for _, failed in ipairs(self.failures[name]) do
      lines[#lines + 1] = ("%s: %s"):format(name, self.messages:mask(failure.shown(failed)))
    end
  end
  local text = "During the sync, the following streams did not sync successfully: "
    .. table.concat(lines, "\n")
  self.messages:log("INFO", text)
  failure.raise({ message = text, internal = "Concurrent read failure", type = "config_error" })
end

--- Reads streams to their ends. @param options table messages, workers, generators, groups,
--- missing (names of configured streams that there are not)
--- Raises a failure at the end when any stream failed.
function loop.run(streams, options)
  local self = setmetatable({
    messages = options.messages,
    generators = options.generators,
    groups = options.groups,
    tasks = task_queue.new(options.workers),
    waiting = {},
    failures = {},
    failed_names = {},
    generating = 0,
    open = 0,
  }, loop)
  local entries = {} -- a stream that is configured twice is read twice and ends once
  for index, stream in ipairs(streams) do
    if not entries[stream] then
      local entry = { stream = stream, running = 0, generating = 0, count = 0 }
      entries[stream], entry.before_first = entry, before_first(options.messages, entry)
      self.open = self.open + 1
    end
    self.waiting[index] = entries[stream]
  end
  local function is_open()
    return self.open > 0
  end
  self.messages:info("Starting syncing")
  scheduler.run(function()
    for _ = 1, self.generators do
      start_next(self)
    end
    for _, name in ipairs(options.missing or {}) do
      self.messages:status(name, "INCOMPLETE")
    end
    for _ = 1, options.workers do
      scheduler.spawn(function()
        self.tasks:work(is_open)
      end)
    end
  end)
  if #self.failed_names > 0 then
    raise_failures(self)
  end
  self.messages:info("Finished syncing")
end

return loop
