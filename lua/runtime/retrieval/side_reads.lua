--- Reads that are no stream of their own: values of dynamic streams, schemas, property lists.
local batch = require("runtime.retrieval.batch")
local json = require("host.json")
local slices = require("runtime.streams.slice")

local side_reads = {}

local function router_of(node, build)
  local router = build:value(node, "partition_router")
  if not router then
    return nil
  elseif json.is_array(router) then
    return require("runtime.routing.product").new(build:components(router), build)
  end
  return build:component(router)
end

--- A retriever that belongs to no stream: no cursor, no transformations.
--- @param name string that messages show
--- @return table retriever, table|nil router
function side_reads.retriever(node, build, name)
  local context = build:child({
    stream = { name = name },
    transformations = {},
  })
  context.cursor, context.router, context.file_uploader, context.schema = nil, nil, nil, nil
  local router = router_of(node, context)
  context.router = router
  return context:component(node), router
end

local function one_slice()
  local slice = slices.new()
  return function()
    local result = slice
    slice = nil
    return result
  end
end

--- The slices that a retriever is read with.
function side_reads.slices(retriever, router)
  local source = router and router:slices() or one_slice()
  if retriever.slices then
    return retriever:slices(source)
  end
  return source
end

--- An iterator of the records of one slice (the empty one when nil).
function side_reads.records(retriever, slice)
  return batch.records(retriever:batches(slice or slices.new()))
end

return side_reads
