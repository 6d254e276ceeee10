--- Reads the pages of one slice (§12): the loop over requests, with resets and smaller pages.
local asking_ahead = require("runtime.retrieval.asking_ahead")
local batches = require("runtime.retrieval.batch")
local failure = require("runtime.failure")
local page_request = require("runtime.retrieval.page_request")
local page_size = require("runtime.retrieval.page_size")
local pagination_tracker = require("runtime.retrieval.pagination_tracker")
local is_ok = require("runtime.http.response").is_ok
local scheduler = require("runtime.scheduler")
local slice_of = require("runtime.streams.slice")
local values = require("util.later")("runtime.interpolation.values")

local read = {}
read.__index = read

local RESET = "Hitting PaginationReset event. StreamSlice used will go from %s to %s"

read.context, read.request = page_request.context, page_request.new

local function fetch(self, slice)
  local begun, reply = self.begun
  if begun then
    self.begun = nil
    reply = self.requester:finish(begun)
  elseif self.prepares then
    reply = self.requester:finish(self:request(slice, self.token))
  else
    reply = self.requester:send(self:context(slice, self.token))
  end
  if not reply or not is_ok(reply) then
    return nil
  end
  return reply, self.retriever.selector:select(reply, slice)
end

local function fetch_in_chunks(self)
  return self.in_chunks(function(slice)
    return fetch(self, slice)
  end)
end

--- One page. @return table|nil reply that is ok, table|nil the batch
local function read_page(self)
  local reply, batch
  if self.in_chunks then
    reply, batch = fetch_in_chunks(self)
  else
    reply, batch = fetch(self, self.slice)
  end
  if not batch then
    return nil
  end
  if self.tracker then
    batch = self.tracker:watch(batch)
  elseif self.asks_ahead and batch.places and not batch.process then
    -- what is done to records may drop them, and may fail: then no further page is asked for
    batch.reader, batch.reply = self, reply
  end
  return reply, batch
end

local function on_signal(self, err)
  if type(err) ~= "table" or not err.signal then
    error(err, 0)
  elseif err.signal == "RESET_PAGINATION" then
    return "reset"
  elseif err.signal == "REDUCE_PAGE_SIZE" then
    if not self.reducer then
      failure.config_error(
        ("Stream %s has a response filter with the REDUCE_PAGE_SIZE action but its requester does "
          .. "not support it."):format(
          self.retriever.name
        )
      )
    end
    self.reducer:reduce(err.message)
    return "again"
  end
  error(err, 0)
end

--- @return string what to do: "next" with reply and batch, "end", "again" or "reset"
local function step(self, emit)
  local reducer = self.reducer
  self.size = reducer and reducer:override()
  local ok, reply, batch = pcall(read_page, self)
  if not ok then
    return on_signal(self, reply)
  elseif batch then
    emit(batch)
  end
  if reducer then
    reducer:succeeded()
  end
  if not reply then
    return "end"
  end
  return "next", reply, batch
end

local function stops_feed(self, batch)
  local record = batch:last_record()
  return record ~= nil and self.retriever.cursor:stop_paging(record, self.slice)
end

local page = {}

-- What few strategies need; the last record may have to be made a value.
function page.__index(self, key)
  local batch = self.batch
  if key == "last_record" then
    return self.is_early and batch:final() or batch:last_record()
  elseif key == "emitted" then
    return self.is_early and batch.extracted or batch.emitted
  elseif key == "places" then
    return batch.places or batch.parents
  end
end

--- @param is_early boolean|nil the records are still to be written: none of them is dropped then,
---   unless the strategy does not care
function read:next_token(reply, batch, is_early)
  if self.is_feed and stops_feed(self, batch) then
    return nil
  end
  return self.paginator:next_token(setmetatable({
    reply = reply,
    batch = batch,
    is_early = is_early,
    count = batch.extracted,
    token = self.token,
    slice = self.slice,
    size_override = self.size,
    decoder = nil, -- the paginator's to fill in
  }, page))
end

local function advance(self, reply, batch)
  if self.asked then
    self.token = asking_ahead.take(self)
  else
    self.token = self:next_token(reply, batch)
  end
end

local function shown(slice)
  return values.repr(slice_of.view(slice))
end

local function restart(self)
  self.token = self.retriever.paginator:initial_token()
  -- A reset that nobody configured is allowed once.
  self.tracker = self.tracker or pagination_tracker.new()
  self.bag, self.long_token = nil, nil -- of the page that is given up
  local before = shown(self.slice)
  self.slice = self.tracker:narrowed(self.slice, self.original)
  self.retriever.run.messages:log("INFO", RESET:format(before, shown(self.slice)))
end

--- Whether the run wants no more pages of this slice.
local function had_enough(self)
  self.pages_read = self.pages_read + 1
  if self.pages_read < self.most_pages then
    return false
  end
  scheduler.limits.cut = true
  return true
end

--- Reads all pages of a slice. emit(batch) must drain the batch before it returns.
local function run(self, emit)
  local _ <close> = asking_ahead.guard(self)
  while true do
    local what, reply, batch = step(self, emit)
    if what == "end" then
      return
    elseif what == "reset" or (what == "next" and self.tracker and self.tracker:is_full()) then
      restart(self)
    elseif what == "next" then
      advance(self, reply, batch)
      batches.release(batch)
      if self.token == nil or had_enough(self) then
        return
      end
    end
  end
end

local function new_reducer(retriever)
  return retriever.reduction
    and page_size.new(retriever.reduction, {
      size = retriever.paginator:page_size(),
      stream = retriever.name,
      messages = retriever.run.messages,
    })
end

local function new_read(retriever, slice)
  local requester, cursor = retriever.requester, retriever.cursor
  return setmetatable({
    retriever = retriever,
    requester = requester,
    paginator = retriever.paginator,
    is_feed = cursor and cursor.is_data_feed,
    slice = slice,
    original = slice,
    token = retriever.paginator:initial_token(),
    tracker = retriever.new_tracker and retriever.new_tracker(),
    reducer = new_reducer(retriever),
    pages_read = 0,
    most_pages = retriever.run.max_pages or math.huge,
    prepares = requester.prepare ~= nil and requester.series ~= nil,
    reader = retriever.selector:reader(),
  }, read)
end

--- @param retriever table the SimpleRetriever
--- @param slice table
--- @param emit function called with each batch
--- @param in_chunks function|nil reads a page by several requests: called with read(slice) ->
---   reply, batch; gives the last reply and the merged batch
function read.pages(retriever, slice, emit, in_chunks)
  local self = new_read(retriever, slice)
  self.in_chunks = in_chunks
  self.asks_ahead = asking_ahead.suits(self)
  run(self, emit)
end

--- The same for a slice whose first page is at hand.
--- @param reply table a response, see response.lua
function read.pages_after(retriever, slice, reply, emit)
  local self = new_read(retriever, slice)
  local batch = retriever.selector:select(reply, slice)
  emit(batch)
  self.token = self:next_token(reply, batch)
  if self.token ~= nil then
    run(self, emit)
  end
end

return read
