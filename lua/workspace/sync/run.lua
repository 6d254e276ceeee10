--- One sync: the runtime's messages on their way to a destination.
---
--- A destination is {begin(stream), add(stream, data, emitted_at), commit(stream, state),
--- discard(stream), state(name), close()}. Records are seen only after commit, which takes the
--- state along: both or none. So a run that is killed is run again from its last commit.
local clock = require("host.clock")
local json = require("host.json")
local stage = require("workspace.sync.stage")

local run = {}
run.__index = run

local LEAST = 1 -- seconds between commits inside a stream
local SHARE = 20 -- and so many times what the last one took

--- @param options table {destination, configured, on_config(config), log(text), pause}: `pause` is
---   the least number of seconds between two commits of a stream
function run.new(options)
  local self = setmetatable(options, run)
  self.streams, self.order, self.traces = {}, {}, {}
  return self
end

--- Prepares the destination for every stream of the catalog.
---@return boolean|nil ok
---@return string|nil message
---@return string|nil code
---@return table|nil details
function run:begin()
  for i, entry in ipairs(self.configured.streams) do
    local stream = {
      name = entry.stream.name,
      write = entry.destination_sync_mode,
      incremental = entry.sync_mode == "incremental",
      primary_key = entry.primary_key,
      schema = entry.stream.json_schema,
      records = 0, committed = 0, status = "incomplete",
      since = clock.monotonic(), pause = self.pause or LEAST,
    }
    local ok, message, code, details = self.destination:begin(stream)
    if not ok then
      return nil, message, code, details
    end
    self.streams[stream.name], self.order[i] = stream, stream
  end
  return true
end

--- The state that the run goes on from: of incremental streams alone.
---@return table state as of --state
function run:state()
  local list = json.new_array()
  for _, stream in ipairs(self.order) do
    local state = stream.incremental and self.destination:state(stream.name)
    if state then
      list[#list + 1] = json.new_object({ { "type", "STREAM" },
        { "stream", json.new_object({
          { "stream_descriptor", json.new_object({ { "name", stream.name } }) },
          { "stream_state", state },
        }) } })
    end
  end
  return list
end

local function stop(self, message, code)
  if not self.failed then
    self.failed = { message = message, code = code }
    require("runtime.scheduler").limits.stop = require("runtime.failure").new(
      { message = message })
  end
end

local function commit(self, stream)
  local begun = clock.monotonic()
  local ok, message, code = self.destination:commit(stream, stream.incremental and stream.state
    or nil)
  if not ok then
    return stop(self, message, code)
  end
  local now = clock.monotonic()
  stream.pause = math.max(self.pause or LEAST, SHARE * (now - begun))
  stream.committed, stream.since = stream.records, now
end

local function take_state(self, message)
  local told = message.state.stream
  local name = told and told.stream_descriptor and told.stream_descriptor.name
  local stream = self.streams[name]
  if not stream or require("runtime.scheduler").limits.cut then
    return
  end
  stream.state = told.stream_state
  if stream.incremental
    and (stream.status == "complete" or clock.monotonic() - stream.since >= stream.pause) then
    commit(self, stream)
  end
end

local function take_status(self, told)
  local stream = self.streams[told.stream_descriptor and told.stream_descriptor.name]
  if stream and told.status == "COMPLETE" then
    stream.status = "complete"
    commit(self, stream)
  elseif stream and told.status == "INCOMPLETE" then
    stream.status = "failed"
  end
end

local function take_trace(self, message)
  local trace = message.trace
  if trace.type == "STREAM_STATUS" then
    take_status(self, trace.stream_status)
  elseif trace.type == "ERROR" then
    self.traces[#self.traces + 1] = message
  end
end

local function take_other(self, message)
  if message.state then
    take_state(self, message)
  elseif message.trace then
    take_trace(self, message)
  elseif message.control and message.control.type == "CONNECTOR_CONFIG" then
    local ok, text, code = self.on_config(message.control.connectorConfig.config)
    if not ok then
      stop(self, text, code)
    end
  elseif message.log then
    self.log(tostring(message.log.message))
  end
end

--- One line of the runtime.
---@param line string
function run:take(line)
  if self.failed then
    return
  end
  local name, data, emitted_at = stage.record(line)
  local stream = self.streams[name]
  if stream then
    stream.records = stream.records + 1
    local ok, message, code = self.destination:add(stream, data, emitted_at)
    if not ok then
      stop(self, message, code)
    end
    return
  end
  local message = json.decode(line)
  if json.is_object(message) then
    take_other(self, message)
  end
end

--- After the runtime has ended. What a stream received after its last commit is given up: it
--- comes again with the next run.
---@return table[] streams {name, write, records, committed, status}
function run:finish()
  for _, stream in ipairs(self.order) do
    if stream.status ~= "complete" then
      stream.status = "failed"
      self.destination:discard(stream)
    end
  end
  return self.order
end

return run
