--- The messages of the protocol (§3), one JSON object a line, to one writer.
local clock = require("host.clock")
local json = require("host.json")

local messages = {}
messages.__index = messages

local MASK = "****"

local encode = json.encode

--- @param options table|nil sink: function(line) (standard output when absent), masks_all: secrets
---   hidden in every error and status too, where the reference hides them in the last error only
function messages.new(options)
  options = options or {}
  local sink, is_direct, flush = options.sink, not options.sink, nil
  if is_direct then
    local term = require("host.term")
    sink, flush = function(line)
      term.write(line)
    end, term.flush
  end
  return setmetatable({
    sink = sink,
    is_direct = is_direct,
    flush = flush,
    secrets = {},
    counts = {},
    debug = options.debug,
    masks_all = options.masks_all,
  }, messages)
end

--- A text that LOG lines and final traces must not show.
function messages:add_secret(text)
  text = tostring(text)
  if text ~= "" and not self.secrets[text] then
    self.secrets[text] = true
    self.secrets[#self.secrets + 1] = text
  end
end

local function replace_plain(text, needle, by)
  local parts, from = {}, 1
  while true do
    local start, stop = text:find(needle, from, true)
    if not start then
      break
    end
    parts[#parts + 1] = text:sub(from, start - 1)
    parts[#parts + 1] = by
    from = stop + 1
  end
  if from == 1 then
    return text
  end
  parts[#parts + 1] = text:sub(from)
  return table.concat(parts)
end

--- The text with every secret replaced.
function messages:mask(text)
  for _, secret in ipairs(self.secrets) do
    text = replace_plain(text, secret, MASK)
  end
  return text
end

local function now_milliseconds()
  return clock.now_us() // 1000
end

function messages:write(message)
  self.sink(encode(message) .. "\n")
end

--- Members that are null at the top level of a record, or of a config, are left out.
local WITHOUT_NULLS = { omit_nulls = true }

local heads = {}

--- The start of a RECORD line; the same for all records of a stream.
function messages.record_head(stream)
  if not heads[stream] then
    heads[stream] = '{"type":"RECORD","record":{"stream":' .. encode(stream) .. ',"data":'
  end
  return heads[stream]
end

--- Counts records that were written without message objects.
function messages:count(stream, n)
  self.counts[stream] = (self.counts[stream] or 0) + n
end

--- The end of a RECORD line.
--- @param file_reference table|nil of a record that was uploaded as a file
function messages.record_tail(file_reference)
  local file = file_reference and ',"file_reference":' .. encode(file_reference) or ""
  return ',"emitted_at":' .. now_milliseconds() .. file .. "}}\n"
end

--- A record between head and tail of its line; it is not counted.
function messages:record_line(head, data, tail)
  self.sink(head .. encode(data, WITHOUT_NULLS) .. tail)
end

--- @param file_reference table|nil of a record that was uploaded as a file
function messages:record(stream, data, file_reference)
  self:count(stream, 1)
  self:record_line(messages.record_head(stream), data, messages.record_tail(file_reference))
end

--- A STATE of one stream, which leaves at once; the count is of the records since its last one.
--- @param state table JSON object, or a list of the texts of which its JSON is put together
function messages:state(stream, state)
  local count = self.counts[stream] or 0
  self.counts[stream] = 0
  local texts = json.is_object(state) and { encode(state) } or state
  local head = '{"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":'
    .. encode(stream) .. '},"stream_state":'
  local tail = ('},"sourceStats":{"recordCount":%d.0}}}\n'):format(count)
  if not self.is_direct then
    return self.sink(head .. table.concat(texts) .. tail)
  end
  self.sink(head)
  for index = 1, #texts do
    self.sink(texts[index])
  end
  self.sink(tail)
  self.flush()
end

--- @param reason string|nil RATE_LIMITED
function messages:status(stream, status, reason)
  local reasons = reason and (',"reasons":[{"type":"%s"}]'):format(reason) or ""
  self.sink(
    ('{"type":"TRACE","trace":{"type":"STREAM_STATUS","emitted_at":%d.0,"stream_status":'
      .. '{"stream_descriptor":{"name":%s},"status":"%s"%s}}}\n'):format(
      now_milliseconds(),
      encode(stream),
      status,
      reasons
    )
  )
end

--- @param level string FATAL, ERROR, WARN, INFO, DEBUG or TRACE
function messages:log(level, text, stack)
  if level == "DEBUG" and not self.debug then
    return
  end
  self:write({
    type = "LOG",
    log = { level = level, message = self:mask(text), stack_trace = stack and self:mask(stack) },
  })
end

function messages:info(text, ...)
  self:log("INFO", select("#", ...) > 0 and text:format(...) or text)
end

function messages:warn(text, ...)
  self:log("WARN", select("#", ...) > 0 and text:format(...) or text)
end

local function masked(self, text)
  return self.masks_all and type(text) == "string" and self:mask(text) or text
end

--- A TRACE ERROR. @param error table message, internal, type, stack, stream (all but the first
--- optional)
function messages:error(error)
  self:write({
    type = "TRACE",
    trace = {
      type = "ERROR",
      emitted_at = now_milliseconds() + 0.0,
      error = {
        message = masked(self, error.message),
        internal_message = masked(self, error.internal),
        stack_trace = masked(self, error.stack),
        failure_type = error.type,
        stream_descriptor = error.stream and { name = error.stream },
      },
    },
  })
end

function messages:connection_status(status, message)
  local answer = { status = status, message = masked(self, message) }
  self:write({ type = "CONNECTION_STATUS", connectionStatus = answer })
end

function messages:control_config(config)
  self.sink(
    ('{"type":"CONTROL","control":{"type":"CONNECTOR_CONFIG","emitted_at":%d.0,'
      .. '"connectorConfig":{"config":%s}}}\n'):format(
      now_milliseconds(),
      encode(config, WITHOUT_NULLS)
    )
  )
end

return messages
