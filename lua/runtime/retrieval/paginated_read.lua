--- Reads the pages of one slice (§12): the loop over requests, with resets and smaller pages.
local asking_ahead = require("runtime.retrieval.asking_ahead")
local failure = require("runtime.failure")
local mappings = require("runtime.http.mappings")
local page_size = require("runtime.retrieval.page_size")
local pagination_tracker = require("runtime.retrieval.pagination_tracker")
local is_ok = require("runtime.http.response").is_ok
local scheduler = require("runtime.scheduler")
local slice_of = require("runtime.streams.slice")
local values = require("util.later")("runtime.interpolation.values")

local read = {}
read.__index = read

local RESET = "Hitting PaginationReset event. StreamSlice used will go from %s to %s"

local PLACES = { "params", "headers", "body_data", "body_json" }

local function merged(bags)
  local result = {}
  for _, place in ipairs(PLACES) do
    local list = { n = #bags }
    for index, bag in ipairs(bags) do
      list[index] = bag[place]
    end
    result[place] = mappings.combine(list, place == "body_json")
  end
  return result
end

--- The options of paginator, router and cursor as one bag; most have none.
local function options_of(self, slice, token, size)
  local retriever = self.retriever
  local own = retriever.paginator:request_options(token, size, self.bag)
  self.bag = token ~= nil and own or nil -- for the next page: the same names in the same order
  local bags = { next(own) and own }
  if token == nil or not retriever.ignores_slicer_on_pages then
    for _, source in ipairs({ retriever.router or false, retriever.cursor or false }) do
      local bag = source and source.request_options and source:request_options(slice, token)
      if bag and next(bag) then
        bags[#bags + 1] = bag
      end
    end
  end
  return #bags > 1 and merged(bags) or bags[1] or own
end

--- What the requester is asked for.
function read:context(slice, token)
  local retriever = self.retriever
  return {
    slice = slice,
    next_page_token = token,
    path = retriever.paginator:path(token),
    options = options_of(self, slice, token, self.size),
  }
end

-- The second request with a token shows whether more of them can be made in the short way.
local function in_long_way(self, slice, token)
  local retriever = self.retriever
  local context = self:context(slice, token)
  local request = retriever.requester:prepare(context)
  self.prepared = self.prepared + (token ~= nil and 1 or 0)
  if self.prepared == 2 and not self.in_chunks then
    local name = retriever.paginator:parameter()
    self.series = name and retriever.requester:series(request, name, slice)
    self.series_size = self.size
  end
  return request
end

--- The request for a page.
function read:request(slice, token)
  local series = self.series
  if series and series.slice == slice and self.series_size == self.size then
    local request = series:request(token)
    if request then
      return request
    end
    self.prepared = 1 -- not as it was: what follows has a series of its own
  end
  return in_long_way(self, slice, token)
end

local function fetch(self, slice)
  local requester, begun = self.retriever.requester, self.begun
  local reply
  if not self.prepares then
    reply = requester:send(self:context(slice, self.token))
  else
    self.begun = nil
    reply = requester:finish(begun or self:request(slice, self.token))
  end
  if not reply or not is_ok(reply) then
    return nil
  end
  return reply, self.retriever.selector:select(reply, slice, self.token)
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
  elseif self.asks_ahead and asking_ahead.knows_enough(batch) then
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
  self.size = self.reducer and self.reducer:override()
  local ok, reply, batch = pcall(read_page, self)
  if not ok then
    return on_signal(self, reply)
  elseif batch then
    emit(batch)
  end
  if self.reducer then
    self.reducer:succeeded()
  end
  if not reply then
    return "end"
  end
  return "next", reply, batch
end

local function stops_feed(self, batch)
  local cursor = self.retriever.cursor
  if not cursor or not cursor.is_data_feed then
    return false
  end
  local record = batch:last_record()
  return record ~= nil and cursor:stop_paging(record, self.slice)
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
    return batch.places
  end
end

--- @param is_early boolean|nil the records are still to be written: none of them is dropped then
function read:next_token(reply, batch, is_early)
  if stops_feed(self, batch) then
    return nil
  end
  return self.retriever.paginator:next_token(setmetatable({
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
  self.bag = nil -- of the page that is given up
  local before = shown(self.slice)
  self.slice = self.tracker:narrowed(self.slice, self.original)
  self.retriever.run.messages:log("INFO", RESET:format(before, shown(self.slice)))
end

--- Whether the run wants no more pages of this slice.
local function had_enough(self)
  local limit = self.retriever.run.max_pages
  self.pages_read = self.pages_read + 1
  if not limit or self.pages_read < limit then
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
      if batch.places then
        batch.places:close()
      end
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
  return setmetatable({
    retriever = retriever,
    slice = slice,
    original = slice,
    token = retriever.paginator:initial_token(),
    tracker = retriever.new_tracker and retriever.new_tracker(),
    reducer = new_reducer(retriever),
    pages_read = 0,
    prepares = retriever.requester.prepare ~= nil and retriever.requester.series ~= nil,
    prepared = 0,
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
  local batch = retriever.selector:select(reply, slice, nil)
  emit(batch)
  self.token = self:next_token(reply, batch)
  if self.token ~= nil then
    run(self, emit)
  end
end

return read
