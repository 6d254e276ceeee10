local failure = require("runtime.failure")
local json = require("host.json")
local later = require("util.later")
local orchestrator = later("runtime.async.orchestrator")
local registry = require("runtime.manifest.registry")
local repository = later("runtime.async.repository")
local scheduler = later("runtime.scheduler")
local side_reads = later("runtime.retrieval.side_reads")
local slices = later("runtime.streams.slice")
local trackers = later("runtime.async.tracker")

local retriever = {}
retriever.__index = retriever

--- The slices of a source once their jobs are done.
function retriever:slices(source)
  local work = orchestrator.new({
    repository = self.repository,
    tracker = self.tracker,
    messages = self.messages,
    tells = self.run.catalog ~= nil,
    retry_wait = self.retry_wait,
    source = source,
  })
  return work:slices()
end

local function read_jobs(self, slice, emit)
  for _, job in ipairs(slice.jobs) do
    self.repository:download_pages(job, function(records)
      emit(self.selector:treat(records, slice))
    end)
    self.repository:delete_job(job)
  end
end

local function once(slice)
  return function()
    local result = slice
    slice = nil
    return result
  end
end

--- The batches of a slice. Who reads a slice that did not come from `slices` waits for its job
--- here.
function retriever:batches(slice)
  return scheduler.generator(function(emit)
    if slice.jobs then
      return read_jobs(self, slice, emit)
    end
    for done in self:slices(once(slice or slices.new())) do
      read_jobs(self, done, emit)
    end
  end)
end

local function requester(node, build, field, what)
  local stream = build.stream and build.stream.name or ""
  return build:component(build:value(node, field), {
    stream = { name = ("job %s - %s"):format(what, stream) },
  })
end

--- The downloads are read as a stream without filter and transformations.
local function download_retriever(node, build)
  local extractor = build:value(node, "download_extractor")
    or json.new_object({ { "type", "DpathExtractor" }, { "field_path", json.new_array() } })
  local selector = json.new_object({ { "type", "RecordSelector" }, { "extractor", extractor } })
  local members = json.new_object({
    { "type", "SimpleRetriever" },
    { "requester", node.download_requester },
    { "record_selector", selector },
  })
  members.decoder = build:value(node, "download_decoder")
  members.paginator = build:value(node, "download_paginator")
  local stream = build.stream and build.stream.name or ""
  return (side_reads.retriever(members, build, "job download - " .. stream))
end

local function decoder_of(node, build)
  local given = build:value(node, "decoder")
  return given and build:component(given)
    or registry.find("JsonDecoder").build(json.new_object(), build)
end

local function whole(node, build, field)
  local value = build:static(node, field)
  if value == nil then
    return nil
  end
  local number = math.tointeger(tonumber(value))
  if not number then
    failure.value_error(("invalid literal for int() with base 10: '%s'"):format(tostring(value)))
  end
  return number
end

local function retry_wait_of(node, build)
  local seconds = whole(node, build, "failed_retry_wait_time_in_seconds")
  if seconds and seconds <= 0 then
    failure.value_error("failed_retry_wait_time_in_seconds must be >= 1")
  end
  return seconds
end

local function check(node, build)
  if build:value(node, "download_target_requester")
    and not build:value(node, "download_target_extractor") then
    failure.value_error(
      "`download_target_extractor` required if using a `download_target_requester`"
    )
  end
end

local function build_repository(node, build, decoder)
  return repository.new({
    decoder = decoder,
    creation = requester(node, build, "creation_requester", "creation"),
    polling = requester(node, build, "polling_requester", "polling"),
    download_target = requester(node, build, "download_target_requester", "extract_url"),
    abort = requester(node, build, "abort_requester", "abort"),
    delete = requester(node, build, "delete_requester", "delete"),
    download = download_retriever(node, build),
    status_extractor = build:component(node.status_extractor),
    download_target_extractor = build:component(build:value(node, "download_target_extractor")),
    statuses = build:component(node.status_mapping, nil, "AsyncJobStatusMap"),
    timeout = (whole(node, build, "polling_job_timeout") or 60) * 60,
  })
end

return {
  type = "AsyncRetriever",
  kind = "retriever",
  summary = "Starts jobs, waits for them and downloads what they made.",
  fields = require("runtime.async.fields"),
  build = function(node, build)
    check(node, build)
    local decoder = decoder_of(node, build)
    local context = build:child({ decoder = decoder, retriever_node = node })
    return setmetatable({
      run = build.run,
      messages = build.run.messages,
      tracker = trackers.of(build),
      retry_wait = retry_wait_of(node, build),
      repository = build_repository(node, context, decoder),
      selector = context:component(node.record_selector),
    }, retriever)
  end,
}
