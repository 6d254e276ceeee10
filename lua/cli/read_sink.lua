--- Takes the lines of a read: prints them, counts records, keeps states.
local fs = require("host.fs")
local json = require("host.json")

local read_sink = {}
read_sink.__index = read_sink

-- How a record's line begins; any other line is decoded to see what it is.
local RECORD = '^{%s*"type"%s*:%s*"RECORD"'

---@param options table limit, save_state (path), table (record_table) or print (function of a line)
---@return table
function read_sink.new(options)
  local self = setmetatable(options, read_sink)
  self.records, self.states, self.order = 0, {}, {}
  self.traces, self.complete = {}, 0
  return self
end

local function key_of(state)
  local descriptor = state.stream and state.stream.stream_descriptor
  return descriptor and descriptor.name or ""
end

-- A state that is told after a slice was cut short would skip what was not read.
local function save(self, message)
  if require("runtime.scheduler").limits.cut then
    return
  end
  local state = message.state
  local key = key_of(state)
  if self.states[key] == nil then
    self.order[#self.order + 1] = key
  end
  self.states[key] = state
  local list = json.new_array()
  for i, name in ipairs(self.order) do
    local one = json.copy(self.states[name])
    json.remove(one, "sourceStats")
    list[i] = one
  end
  local ok, problem, code = fs.write(self.save_state, json.encode(list) .. "\n")
  if not ok then
    self.failed, self.stopped = { problem, code }, true
    require("cli.runtimes").stop()
  end
end

local function trace(self, message)
  local told = message.trace
  if told.type == "ERROR" then
    self.traces[#self.traces + 1] = message
  elseif told.type == "STREAM_STATUS" and told.stream_status.status == "COMPLETE" then
    self.complete = self.complete + 1
  end
end

local function show(self, line, message)
  if self.print then
    self.print(line)
  elseif message and message.record then
    self.table:add(message.record.stream, message.record.data)
  elseif message and message.log then
    self.log(message.log)
  end
end

--- One line of the protocol.
---@param line string
function read_sink:take(line)
  if self.stopped then
    return
  end
  local is_record, message = line:find(RECORD) ~= nil, nil
  if not is_record or not self.print then
    message = json.decode(line)
    message = json.is_object(message) and message or nil
    is_record = is_record or message ~= nil and message.type == "RECORD"
  end
  show(self, line, message)
  if is_record then
    self.records = self.records + 1
    if self.limit and self.records >= self.limit then
      self.stopped = true
      require("cli.runtimes").stop()
    end
  elseif message and message.state and self.save_state then
    save(self, message)
  elseif message and message.trace then
    trace(self, message)
  end
end

return read_sink
