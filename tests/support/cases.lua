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
local process = require("host.process")
local script = require("host.script")
local term = require("host.term")
local recording = script.load(assert(fs.read("tests/support/recording.lua")), "recording.lua")()

local FILES = {
  { "--manifest-path", "manifest.yaml" },
  { "--config", "config.json" },
  { "--catalog", "catalog.json" },
  { "--state", "state.json" },
}

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
  for _, line in ipairs(recording.read_lines(path)) do
    local seconds = recording.decode(line, "sleep").sleep + 0.0
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

--- The first thing in which a run is not as recorded, or nothing.
local function first_difference(case, meta, run)
  local differs, messages = recording.difference, recording.comparable
  local ignored = set_of(meta.requests_ignored)
  local lines = function(name)
    return recording.read_lines(case .. "/" .. name)
  end
  local config = fs.read(case .. "/config_after.json") or fs.read(case .. "/config.json")
  local config_wanted = recording.scrub(recording.decode(config, "config"))
  local wanted, asked = lines("requests.jsonl"), run.asked
  return differs("exit status", { meta.exit }, { run.status })
    or differs("message", messages(lines("expected.jsonl")), messages(run.printed))
    or differs("request", recording.requests(wanted, ignored), recording.requests(asked, ignored))
    or differs("sleep", floats(meta.sleeps_seconds), run.sleeps)
    or differs("config file", { config_wanted }, { run.config })
end

--- Runs one case beside its stand-in; the first difference, or nothing.
local function play(case, build, log)
  local base = process.getenv("STAND_IN_BASE")
  local meta = recording.decode(assert(fs.read(case .. "/case.json")), "case.json")
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
  local asked = {}
  for i, line in ipairs(recording.read_lines(log)) do
    asked[i] = recording.placeholders(line, base)
  end
  local printed = {}
  for line in recording.placeholders(result.stdout, base):gmatch("[^\n]+") do
    printed[#printed + 1] = line
  end
  local config = recording.placeholders(assert(fs.read(folder .. "/config.json")), base)
  local found = first_difference(case, meta, {
    status = result.status,
    printed = printed,
    asked = asked,
    sleeps = sleeps_of(folder .. "/sleeps.jsonl"),
    config = recording.scrub(recording.decode(config, "config")),
  })
  fs.remove_tree(folder)
  return found and found .. "\n" .. result.stderr:sub(1, 2000)
end

local function play_apart(case, build)
  local log = assert(fs.temp_directory("revos-log"))
  local requests = log .. "/requests.jsonl"
  local argv = { build .. "/stand_in", case .. "/server.json", "--log", requests, "--" }
  local player = { build .. "/run_lua", "tests/support/cases.lua", build, "--one", case, requests }
  table.move(player, 1, #player, #argv + 1, argv)
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
