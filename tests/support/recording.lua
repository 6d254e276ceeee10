--- What a run of the protocol printed and asked, made comparable: without
--- times, addresses and texts that change from run to run.
local fs = require("host.fs")
local json = require("host.json")
local recording = {}

local UNRECORDED = {
  host = true,
  ["user-agent"] = true,
  accept = true,
  ["accept-encoding"] = true,
  connection = true,
  ["content-length"] = true,
  expect = true,
}
local function literal(text)
  return (text:gsub("%p", "%%%0"))
end

local function percent_encoded(text)
  return (text:gsub("[:/]", function(c)
    return ("%%%02X"):format(c:byte())
  end))
end

--- `text` with the address of the stand-in as http://BASE.
function recording.placeholders(text, base)
  text = text:gsub(literal(base), "http://BASE")
  return (text:gsub(literal(percent_encoded(base)), percent_encoded("http://BASE")))
end

--- What changes from run to run, in a text.
local function scrub_text(text)
  text = text:gsub("Context: {.*", "Context: ...")
  text = text:gsub("%d%d%d%d%-%d%d%-%d%dT%d%d:%d%d:%d%d%.%d%d%d%d%d%d%+00:00", "<now>")
  -- the stand-in names a status that has no name
  text = text:gsub("(599 Server Error: )Non%-Standard Status", "%1")
  return (text:gsub("Response %(headers%): '{.-}'", "Response (headers): ..."))
end

function recording.scrub(value)
  if type(value) == "string" then
    return scrub_text(value)
  elseif type(value) == "table" and (json.is_object(value) or json.is_array(value)) then
    for key, member in pairs(value) do
      value[key] = key == "__injected_declarative_manifest" and "..." or recording.scrub(member)
    end
  end
  return value
end

function recording.decode(text, about)
  local value, message = json.decode(text)
  if value == nil then
    error(about .. ": " .. tostring(message), 0)
  end
  return value
end

--- The values of a file of JSON lines; an absent file has none.
function recording.read_lines(path)
  local values = {}
  for line in ((fs.read(path) or "") .. "\n"):gmatch("(.-)\n") do
    if line:find("%S") then
      values[#values + 1] = line
    end
  end
  return values
end

local normalise_kind = {}

function normalise_kind.RECORD(message)
  message.record.emitted_at = 0
end

function normalise_kind.CONTROL(message)
  message.control.emitted_at = 0
end

function normalise_kind.TRACE(message)
  message.trace.emitted_at = 0
  if message.trace.error then
    json.remove(message.trace.error, "stack_trace")
  end
end

function normalise_kind.STATE(message)
  local state = message.state
  if state.sourceStats then
    state.sourceStats.recordCount = state.sourceStats.recordCount + 0.0
  end
  local inner = state.stream and state.stream.stream_state
  local seconds = inner and inner.lookback_window
  if math.type(seconds) == "integer" and seconds >= 1 and seconds < 60 then
    inner.lookback_window = 1 -- the seconds that this very run took
  end
end

local function normalise(line)
  local message = json.decode(line)
  if type(message) ~= "table" then
    return { raw = line }
  end
  message = recording.scrub(message)
  local normalise_more = normalise_kind[message.type]
  if normalise_more then
    normalise_more(message)
  end
  return message
end

local function is_started(message)
  local status = message.trace and message.trace.stream_status
  return status and status.status == "STARTED" and status.stream_descriptor.name
end

local function state_of(message)
  return message.state and message.state.stream and message.state.stream.stream_descriptor.name
end

--- All but LOG. The STARTED of one stream and a STATE of another race in the
--- reference: such neighbours are put in one order.
function recording.comparable(lines)
  local result = {}
  for _, line in ipairs(lines) do
    local message = normalise(line)
    if message.type ~= "LOG" then
      result[#result + 1] = message
    end
  end
  for i = 2, #result do
    local started, state = is_started(result[i - 1]), state_of(result[i])
    if started and state and started ~= state then
      result[i - 1], result[i] = result[i], result[i - 1]
    end
  end
  return result
end

function recording.requests(lines, ignored)
  local result = {}
  for _, line in ipairs(lines) do
    local request = recording.decode(line, "request")
    local headers = {}
    for name, value in pairs(request.headers) do
      if not UNRECORDED[name:lower()] then
        headers[name:lower()] = value
      end
    end
    if not ignored[request.method .. " " .. request.target] then
      result[#result + 1] =
        { method = request.method, target = request.target, headers = headers, body = request.body }
    end
  end
  return result
end

--- Equal by value, where an integer beyond 64 bits, which the reference turns
--- into a float, may be exact.
local function same(expected, got)
  if math.type(expected) == "float" and getmetatable(got) == json.bignum then
    return expected == tonumber(tostring(got)) + 0.0
  elseif not (json.is_object(expected) and json.is_object(got)) then
    return json.equal(expected, got)
  end
  for key, value in pairs(expected) do
    if got[key] == nil or not same(value, got[key]) then
      return false
    end
  end
  return json.size(expected) == json.size(got)
end

--- Texts of both lists where they first differ; nothing when they are equal.
function recording.difference(title, expected, got)
  for i = 1, math.max(#expected, #got) do
    local a, b = expected[i], got[i]
    if a == nil or b == nil or not same(a, b) then
      local show = function(value)
        return value == nil and "(nothing)" or json.encode(value, { sort_keys = true })
      end
      return ("%s %d\n    expected %s\n    got      %s"):format(title, i, show(a), show(b))
    end
  end
end

return recording
