--- Reads the pages of a slice: what a SimpleRetriever does.
local failure = require("runtime.failure")
local later = require("util.later")
local paginated_read = later("runtime.retrieval.paginated_read")
local scheduler = later("runtime.scheduler")

local retriever = {}
retriever.__index = retriever

--- The batches of a slice, one for each page, each of which is to be drained before the next.
--- @param emit function|nil called with each batch; without it the result is an iterator of them
function retriever:batches(slice, emit)
  local read = self.splitting and self.splitting.read or paginated_read.pages
  if emit then
    return read(self, slice, emit)
  end
  return scheduler.generator(function(yield)
    read(self, slice, yield)
  end)
end

local function build_parts(node, build)
  local decoder = build:component(build:value(node, "decoder") or { type = "JsonDecoder" })
  local context = build:child({ decoder = decoder, retriever_node = node })
  return {
    run = build.run,
    name = build.stream and build.stream.name or "",
    decoder = decoder,
    router = build.router,
    cursor = build.cursor,
    selector = context:component(build:value(node, "record_selector")),
    requester = context:component(build:value(node, "requester")),
    paginator = context:component(build:value(node, "paginator") or { type = "NoPagination" }),
    reduction = context:component(build:value(node, "page_size_reduction")),
    ignores_slicer_on_pages = build:value(
      node,
      "ignore_stream_slicer_parameters_on_paginated_requests"
    ) == true,
  }
end

--- @param node table a SimpleRetriever of the manifest
--- @param build table of runtime.manifest.build
function retriever.new(node, build)
  local self = setmetatable(build_parts(node, build), retriever)
  local extensions = require("runtime.retrieval.extensions")
  extensions.attach(self, node, build)
  if not self.requester then
    failure.value_error("A retriever needs a requester")
  end
  return self
end

return retriever
