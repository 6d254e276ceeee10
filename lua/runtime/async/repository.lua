--- The requests of asynchronous jobs: create, poll, download, abort, delete (§18).
local failure = require("runtime.failure")
local jobs = require("runtime.async.job")
local json = require("host.json")
local response = require("runtime.http.response")
local slices = require("runtime.streams.slice")
local values = require("runtime.interpolation.values")

local repository = {}
repository.__index = repository

--- @param fields table creation, polling, download_target, abort, delete (requesters), download
---   (retriever), status_extractor, download_target_extractor, decoder, statuses, timeout
function repository.new(fields)
  return setmetatable(fields, repository)
end

local function no_reply(internal)
  failure.raise({ message = internal, internal = internal })
end

--- What templates see of a reply: its members, its headers and its request.
local function context_of(reply)
  local context = json.new_object()
  local body = response.json(reply)
  for key, value in pairs(json.is_object(body) and body or {}) do
    context[key] = value
  end
  if context.headers == nil then
    context.headers = response.header_object(reply)
  end
  if context.request == nil then
    local request = reply.request
    context.request = json.new_object({
      { "method", request.method },
      { "url", request.url },
      { "headers", response.any_case_headers(request) },
      { "body", request.body or json.null },
    })
  end
  return context
end

local function with_extra(slice, members)
  local extra = json.new_object()
  for key, value in pairs(slice.extra) do
    extra[key] = value
  end
  for key, value in pairs(members) do
    extra[key] = value
  end
  return slices.new({ partition = slice.partition, cursor = slice.cursor, extra = extra })
end

local function job_slice(job)
  return with_extra(job.slice, { creation_response = context_of(job.creation) })
end

--- Starts a job. Raises what its request raises.
function repository:start(slice, attempts)
  local reply = self.creation:send({ slice = slice })
  if not reply then
    no_reply("Always expect a response or an exception from creation_requester")
  end
  return jobs.new({
    slice = slice,
    attempts = attempts,
    creation = reply,
    timeout = self.timeout,
  })
end

local function status_in(self, reply)
  local name = self.status_extractor:extract(reply, self.decoder, {})[1]
  local text = values.str(name == nil and json.null or name)
  local status = self.statuses[text]
  if not status then
    failure.value_error(
      ("API status `%s` is unknown. Contact the connector developer to make sure this status is "
        .. "supported."):format(text)
    )
  end
  return status
end

function repository:poll(job)
  local reply = self.polling:send({ slice = job_slice(job) })
  if not reply then
    no_reply("Polling Requester received an empty Response.")
  end
  job:set_status(status_in(self, reply))
  if job.state == "completed" then
    job.polling = reply
  end
end

--- The targets of a job's downloads; one empty one when the manifest names no extractor.
local function targets_of(self, job)
  if not self.download_target_extractor then
    return { "" }
  end
  local reply = job.polling
  if self.download_target then
    local context = { polling_response = context_of(job.polling) }
    reply = self.download_target:send({ slice = with_extra(slices.new(), context) })
    if not reply then
      no_reply("Always expect a response or an exception from download_target_requester")
    end
  end
  return (self.download_target_extractor:extract(reply, self.decoder, {}))
end

--- Calls visit(records) with the list of each page that a job's downloads give.
function repository:download_pages(job, visit)
  local context = {
    creation_response = context_of(job.creation),
    polling_response = context_of(job.polling),
  }
  for _, target in ipairs(targets_of(self, job)) do
    context.download_target = target
    local slice = with_extra(job.slice, context)
    for batch in self.download:batches(slice) do
      local records, record = {}, batch:next()
      while record ~= nil do
        records[#records + 1] = record
        record = batch:next()
      end
      visit(records)
    end
  end
end

function repository:abort_job(job)
  if self.abort and job.creation then
    self.abort:send({ slice = job_slice(job) })
  end
end

function repository:delete_job(job)
  if self.delete then
    self.delete:send({ slice = job_slice(job) })
  end
end

return repository
