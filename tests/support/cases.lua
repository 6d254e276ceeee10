--- Plays recorded cases of the protocol.
---
---     run_lua tests/support/cases.lua BUILD_FOLDER [--show] FOLDER|CASE...
---
--- A case is a folder: case.json (about, command, exit, sleeps_seconds, now,
--- requests_ignored), manifest.yaml, config.json, catalog.json, state.json,
--- server.json (rules of stand_in), expected.jsonl (what is printed),
--- requests.jsonl (what is asked), config_after.json. `http://BASE` stands for
--- the server's address. LOG messages are not compared; times are not either.
local fs = require("host.fs")
local json = require("host.json")
local process = require("host.process")
local term = require("host.term")

local UNRECORDED = { host = 1, ["user-agent"] = 1, accept = 1, ["accept-encoding"] = 1, connection = 1, ["content-length"] = 1, expect = 1 }
local FILES = {
  { "--manifest-path", "manifest.yaml" },
  { "--config", "config.json" },
  { "--catalog", "catalog.json" },
  { "--state", "state.json" },
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
local function placeholders(text, base)
  text = text:gsub(literal(base), "http://BASE")
  return (text:gsub(literal(percent_encoded(base)), percent_encoded("http://BASE")))
end

--- What changes from run to run, in a text.
local function scrub_text(text)
  text = text:gsub("Context: {.*", "Context: ...")
  text = text:gsub("%d%d%d%d%-%d%d%-%d%dT%d%d:%d%d:%d%d%.%d%d%d%d%d%d%+00:00", "<now>")
  return (text:gsub("Response %(headers%): '{.-}'", "Response (headers): ..."))
end

local function scrub(value)
  if type(value) == "string" then
    return scrub_text(value)
  elseif type(value) == "table" and (json.is_object(value) or json.is_array(value)) then
    for key, member in pairs(value) do
      value[key] = key == "__injected_declarative_manifest" and "..." or scrub(member)
    end
  end
  return value
end

local function decode(text, about)
  local value, message = json.decode(text)
  if value == nil then
    error(about .. ": " .. tostring(message), 0)
  end
  return value
end

--- The values of a file of JSON lines; an absent file has none.
local function read_lines(path)
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
  if type(message) ~= "table" or not normalise_kind[message.type] then
    return type(message) == "table" and message or { raw = line }
  end
  message = scrub(message)
  normalise_kind[message.type](message)
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
local function comparable(lines)
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

local function requests(lines, ignored)
  local result = {}
  for _, line in ipairs(lines) do
    local request = decode(line, "request")
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

--- Texts of both lists where they first differ; nothing when they are equal.
local function difference(title, expected, got)
  for i = 1, math.max(#expected, #got) do
    local a, b = expected[i], got[i]
    if a == nil or b == nil or not json.equal(a, b) then
      local show = function(value)
        return value == nil and "(nothing)" or json.encode(value, { sort_keys = true })
      end
      return ("%s %d\n    expected %s\n    got      %s"):format(title, i, show(a), show(b))
    end
  end
end

local function prepare(case, meta, folder, base)
  local arguments = { "protocol", meta.command }
  for _, file in ipairs(FILES) do
    local text = fs.read(case .. "/" .. file[2])
    if text then
      assert(fs.write(folder .. "/" .. file[2], (text:gsub("http://BASE", base))))
      arguments[#arguments + 1] = file[1]
      arguments[#arguments + 1] = folder .. "/" .. file[2]
    end
  end
  return arguments
end

local function sleeps_of(path)
  local sleeps = {}
  for _, line in ipairs(read_lines(path)) do
    local seconds = decode(line, "sleep").sleep + 0.0
    if seconds ~= 0 then
      sleeps[#sleeps + 1] = seconds
    end
  end
  return sleeps
end

local function floats(values)
  local result = {}
  for _, value in ipairs(values) do
    if value ~= 0 then
      result[#result + 1] = value + 0.0
    end
  end
  return result
end

local function set_of(list)
  local set = {}
  for _, value in ipairs(list or {}) do
    set[value] = true
  end
  return set
end

--- Runs one case beside its stand-in; the first difference, or nothing.
local function play(case, build, log)
  local base = process.getenv("STAND_IN_BASE")
  local meta = decode(assert(fs.read(case .. "/case.json")), "case.json")
  local folder = assert(fs.temp_directory("revos-case"))
  local argv = prepare(case, meta, folder, base)
  table.insert(argv, 1, build .. "/revos")
  local result = assert(process.run({
    argv = argv,
    directory = folder,
    timeout = 60,
    env = {
      PATH = process.getenv("PATH"),
      HOME = folder,
      TZ = "UTC",
      no_proxy = "127.0.0.1",
      REVOS_TEST_CLOCK = "fast",
      REVOS_TEST_SLEEPS = folder .. "/sleeps.jsonl",
      REVOS_TEST_NOW = meta.now,
    },
  }))
  local ignored = set_of(meta.requests_ignored)
  local asked = {}
  for i, line in ipairs(read_lines(log)) do
    asked[i] = placeholders(line, base)
  end
  local printed = {}
  for line in placeholders(result.stdout, base):gmatch("[^\n]+") do
    printed[#printed + 1] = line
  end
  local config = placeholders(assert(fs.read(folder .. "/config.json")), base)
  local config_wanted = fs.read(case .. "/config_after.json") or fs.read(case .. "/config.json")
  local found = difference("exit status", { meta.exit }, { result.status })
    or difference("message", comparable(read_lines(case .. "/expected.jsonl")), comparable(printed))
    or difference("request", requests(read_lines(case .. "/requests.jsonl"), ignored), requests(asked, ignored))
    or difference("sleep", floats(meta.sleeps_seconds), sleeps_of(folder .. "/sleeps.jsonl"))
    or difference("config file", { scrub(decode(config_wanted, "config")) }, { scrub(decode(config, "config")) })
  fs.remove_tree(folder)
  return found and found .. "\n" .. result.stderr:sub(1, 2000)
end

local function play_apart(case, build)
  local log = assert(fs.temp_directory("revos-log"))
  local argv = { build .. "/stand_in", case .. "/server.json", "--log", log .. "/requests.jsonl", "--" }
  table.move({ build .. "/run_lua", "tests/support/cases.lua", build, "--one", case, log .. "/requests.jsonl" }, 1, 6, #argv + 1, argv)
  local result = assert(process.run({ argv = argv, timeout = 120 }))
  fs.remove_tree(log)
  return result.status == 0, result.stdout .. result.stderr
end

local function cases_of(paths)
  local cases = {}
  for _, path in ipairs(paths) do
    if fs.exists(path .. "/case.json") then
      cases[#cases + 1] = path
    else
      for _, name in ipairs(assert(fs.list(path))) do
        if fs.exists(path .. "/" .. name .. "/case.json") then
          cases[#cases + 1] = path .. "/" .. name
        end
      end
    end
  end
  return cases
end

local arguments = ...
local build = assert(fs.realpath(arguments[1]))
if arguments[2] == "--one" then
  local found = play(arguments[3], build, arguments[4])
  term.write(found or "")
  term.flush()
  return found and 1 or 0
end
local show = arguments[2] == "--show"
local passed, failed = 0, 0
for _, case in ipairs(cases_of({ table.unpack(arguments, show and 3 or 2) })) do
  local good, text = play_apart(case, build)
  if good then
    passed = passed + 1
  else
    failed = failed + 1
    term.write(("FAILED %s: %s\n"):format(case, show and text or text:match("^[^\n]*")))
  end
end
term.write(("%d passed, %d failed\n"):format(passed, failed))
term.flush()
return failed == 0 and 0 or 1
