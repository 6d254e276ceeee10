--- Reads of many forms, side by side with the bare loop and, where it is installed, the reference
--- program (REVOS_REFERENCE, or source-declarative-manifest on PATH):
---
---     run_lua tests/bench/reads.lua BUILD_FOLDER TOOLS_FOLDER [NAME...]
---
--- TOOLS_FOLDER has `measure` and `bare_loop`, see run.sh; the names are those of workloads.lua.
--- Programs take turns, BENCH_TURNS (5) times after one that is not counted. Rates are those of
--- the median.
local fs = require("host.fs")
local json = require("host.json")
local process = require("host.process")
local script = require("host.script")
local term = require("host.term")
local workloads = script.load(assert(fs.read("tests/bench/workloads.lua")), "workloads.lua")()

local arguments = ...
local build, tools = arguments[1], arguments[2]
local TURNS = math.tointeger(process.getenv("BENCH_TURNS") or 5)
local CATALOG = '{"streams":[{"stream":{"name":"issues","json_schema":{},"supported_sync_modes":'
  .. '["full_refresh","incremental"]},"sync_mode":"incremental","destination_sync_mode":"append"}]}'

local function reference()
  local name = process.getenv("REVOS_REFERENCE") or "source-declarative-manifest"
  local found = process.run({ argv = { "sh", "-c", 'command -v "$0"', name } })
  return found and found.status == 0 and found.stdout:match("^[^\n]+") or nil
end

local function programs_of(item)
  local files = { "read", "--manifest-path", tools .. "/manifest.yaml", "--config",
    tools .. "/config.json", "--catalog", tools .. "/catalog.json" }
  local list = { { name = "revos", argv = { build .. "/revos", "protocol" } } }
  local other = reference()
  if other then
    list[2] = { name = "reference", argv = { other } }
  end
  for _, program in ipairs(list) do
    table.move(files, 1, #files, #program.argv + 1, program.argv)
  end
  if item.bare then
    table.insert(list, 1, { name = "bare loop", argv = { tools .. "/bare_loop" } })
  end
  return list
end

-- The last turn's records, counted.
local function check(item, program)
  local wanted = math.floor(item.records * (item.printed or 1) + 0.5)
  local counted = process.run({ argv = { "grep", "-c", '"type":"RECORD"', tools .. "/out" } })
  local found = tonumber(counted.stdout)
  assert(found == wanted, ("%s: %s has printed %d records, not %d"):format(item.name, program.name,
    found, wanted))
end

local function turn(item, program)
  local argv = { tools .. "/measure", tools .. "/out" }
  table.move(program.argv, 1, #program.argv, 3, argv)
  local done = assert(process.run({ argv = argv, timeout = 1000, env = {
    BENCH_WORKLOAD = "wide",
    BENCH_BASE = process.getenv("STAND_IN_BASE"),
    BENCH_PER_PAGE = tostring(item.per_page),
  } }))
  assert(done.status == 0, program.name .. " failed: " .. done.stderr)
  local seconds, cpu, kilobytes = done.stdout:match("^(%S+) (%S+) (%d+)")
  return { seconds = tonumber(seconds), cpu = tonumber(cpu), kilobytes = tonumber(kilobytes) }
end

local function middle(turns, field)
  local list = {}
  for index, one in ipairs(turns) do
    list[index] = one[field]
  end
  table.sort(list)
  return list[(#list + 1) // 2], list[1], list[#list]
end

local function rate(records, seconds)
  local text = ("%.0f"):format(records / seconds)
  return (text:reverse():gsub("(%d%d%d)", "%1,"):reverse():gsub("^,", ""))
end

local function row(item, program, ours)
  local median, least = middle(program.turns, "seconds")
  local _, _, kilobytes = middle(program.turns, "kilobytes")
  local records = item.records * (item.printed or 1)
  term.write(("| %-9s | %10s | %8.3f | %8.3f | %7.2f | %6.1f | %6.2f |\n"):format(program.name,
    rate(records, median), median, least, middle(program.turns, "cpu") / item.records * 1e6,
    kilobytes / 1024, median / ours))
end

--- Inside of stand_in: measures one of the reads.
local function measure(item)
  local programs = programs_of(item)
  local config = { { "base", process.getenv("STAND_IN_BASE") } }
  assert(fs.write(tools .. "/config.json", json.encode(json.new_object(config))))
  for index = 0, TURNS do
    for _, program in ipairs(programs) do
      program.turns = program.turns or {}
      program.turns[index] = turn(item, program)
      if index == 0 then
        check(item, program)
      end
    end
  end
  local ours
  for _, program in ipairs(programs) do
    ours = program.name == "revos" and middle(program.turns, "seconds") or ours
  end
  term.write(("\n%s: %s; %d records, %d a page of %d bytes\n"):format(item.name, item.about,
    item.records, item.per_page, #item.page(item.per_page)))
  term.write(item.floor and ("No program is done before %.3f s.\n\n"):format(item.floor) or "\n")
  term.write("| program   |  records/s |   median |  minimum | CPU s/M |     MB | time x |\n")
  term.write("|---|--:|--:|--:|--:|--:|--:|\n")
  for _, program in ipairs(programs) do
    row(item, program, ours)
  end
  term.flush()
end

local chosen = workloads.chosen(table.move(arguments, 3, #arguments, 1, {}))
if process.getenv("STAND_IN_BASE") then
  measure(chosen[1])
  return 0
end
assert(fs.write(tools .. "/catalog.json", CATALOG))
for _, item in ipairs(chosen) do
  assert(fs.write(tools .. "/rules.json", workloads.rules(item)))
  assert(fs.write(tools .. "/manifest.yaml", item.manifest))
  local done = assert(process.run({ inherit = true, argv = { build .. "/stand_in",
    tools .. "/rules.json", "--", build .. "/run_lua", "tests/bench/reads.lua", build, tools,
    item.name } }))
  if done.status ~= 0 then
    return done.status
  end
end
return 0
