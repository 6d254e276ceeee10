--- A stream that can be read: what the read loop, check, discover and parents work with.
---
---   stream.name, .primary_key, .cursor, .router, .retriever, .node
---   stream.problem        why it cannot be read: a failure, nil mostly
---   stream:slices()       iterator of slices (may wait)
---   stream:each_batch(slice, emit) calls emit(batch), which is to drain it (may wait)
---   stream:read(slice)    iterator of records (may wait)
---   stream:schema()       the JSON schema, loaded once
local later = require("util.later")
local batches_of = later("runtime.retrieval.batch")
local json = require("host.json")
local scheduler = require("runtime.scheduler")
local slices = later("runtime.streams.slice")

local stream = {}
stream.__index = stream

function stream.new(fields)
  return setmetatable(fields, stream)
end

local function one_slice()
  local done = false
  return function()
    if not done then
      done = true
      return slices.new()
    end
  end
end

function stream:slices()
  if self.problem then
    error(self.problem, 0)
  end
  local source
  if self.cursor then
    source = self.cursor:slices()
  elseif self.router then
    source = self.router:slices()
  else
    source = one_slice()
  end
  if self.retriever.slices then
    return self.retriever:slices(source)
  end
  return source
end

--- A data feed drops records outside of its window after paging has seen them.
local function post_filter(self, batch, slice)
  local cursor = self.cursor
  if not cursor or not cursor.is_data_feed then
    return batch
  end
  local inner = batch
  local outer = { extracted = inner.extracted }
  function outer.next()
    local record = inner:next()
    while record ~= nil and not cursor:should_emit(record, slice) do
      record = inner:next()
    end
    return record
  end
  return outer
end

--- Hands out a batch, or those that it is made of.
local function hand_out(self, slice, batch, emit)
  if not batch.pages then
    return emit(post_filter(self, batch, slice))
  end
  for part in batch:pages() do
    hand_out(self, slice, part, emit)
  end
end

function stream:each_batch(slice, emit)
  -- The reference loads the schema before it reads; a loader that asks an API does so here.
  self:schema()
  local is_feed = self.cursor and self.cursor.is_data_feed
  local function hand(batch)
    if is_feed or batch.pages then
      return hand_out(self, slice, batch, emit)
    end
    emit(batch)
  end
  local batches = self.retriever:batches(slice, hand)
  if batches then -- of a retriever that knows no `emit`
    for batch in batches do
      hand(batch)
    end
  end
end

function stream:read(slice)
  return batches_of.records(scheduler.generator(function(emit)
    self:each_batch(slice, emit)
  end))
end

function stream:schema()
  if not self.loaded_schema then
    self.loaded_schema = self.schema_loader:schema() or json.new_object()
  end
  return self.loaded_schema
end

function stream:set_state(state)
  if self.cursor then
    self.cursor:set_state(state)
  end
end

--- A stream that cannot be built here: it is listed, and fails when it is read.
--- @param problem table the failure
function stream.broken(node, problem, build)
  local loader = json.is_object(node.schema_loader) and node.schema_loader
  local function fail()
    error(problem, 0)
  end
  return stream.new({
    name = node.name or "",
    node = node,
    primary_key = node.primary_key ~= "" and node.primary_key or nil,
    schema_loader = loader and loader.type == "InlineSchemaLoader" and build:component(loader)
      or { schema = json.new_object },
    retriever = { slices = fail, batches = fail },
  })
end

return stream
