--- Tries every template: made in a new project, linted strictly, checked and read.
---
---     stand_in tests/templates/rules.json -- run_lua tests/templates/run.lua BUILD_FOLDER
---
--- Each choice of each question has to be among the cases. Ends with "N passed, N failed".
local fs = require("host.fs")
local json = require("host.json")
local process = require("host.process")
local term = require("host.term")

local build = assert(fs.realpath((...)[1]))
local cases = require("host.script").load(assert(fs.read("tests/templates/cases.lua")),
  "tests/templates/cases.lua")()
local base = assert(process.getenv("STAND_IN_BASE"), "run me under stand_in")
local home = assert(fs.temp_directory("revos-templates"))
assert(fs.mkdir(home .. "/project"))

local function revos(words, now)
  local argv = { build .. "/revos" }
  table.move(words, 1, #words, 2, argv)
  return assert(process.run({
    argv = argv,
    directory = home .. "/project",
    env = {
      HOME = home, PATH = "/usr/bin:/bin", CI = "true", no_proxy = "127.0.0.1",
      REVOS_TEST_CLOCK = "fast", REVOS_TEST_NOW = now,
      ASAN_OPTIONS = process.getenv("ASAN_OPTIONS"),
    },
    timeout = 60,
  }))
end

local function must(result, what, wanted)
  if result.status ~= (wanted or 0) then
    error(("%s: exit status %d\n%s%s"):format(what, result.status, result.stdout, result.stderr), 0)
  end
  return result.stdout
end

local function make(case, slug)
  local words = { "connectors", "new", slug, "--template", case.template, "--set",
    ("base_url=%s/%s"):format(base, case.at) }
  for name, answer in pairs(case.answers) do
    words[#words + 1] = "--set"
    words[#words + 1] = ("%s=%s"):format(name, tostring(answer))
  end
  must(revos(words), "new")
end

local function count(text)
  return select(2, text:gsub('"type":"RECORD"', ""))
end

local function expect(case, wanted, words, what)
  local found = count(must(revos(words, case.now), what))
  if found ~= wanted then
    error(("%s: %d records, %d wanted"):format(what, found, wanted), 0)
  end
end

local function read(case, slug)
  local words = { "connectors", "read", slug, "--save-state", "state.json" }
  expect(case, case.reads, words, "read")
  if case.again then
    table.move({ "--state", "state.json" }, 1, 2, #words + 1, words)
    expect(case, case.again, words, "second read")
  end
end

local function try(case, slug)
  make(case, slug)
  must(revos({ "lint", "--strict", slug }), "lint")
  must(revos({ "fmt", "--check", slug }), "fmt")
  if case.no_read then
    return
  end
  local said = must(revos({ "connectors", "check", slug }, case.now), "check", case.fails and 1)
  if case.fails and not said:find(case.fails, 1, true) then
    error("check: " .. said, 0)
  end
  must(revos({ "connectors", "discover", slug }, case.now), "discover")
  if not case.fails then
    read(case, slug)
  end
end

-- The answers of a question that change the manifest.
local function choices_of(question)
  return question.choices or question.type == "boolean" and { "true", "false" } or {}
end

local function tried(template, question, choice)
  for _, case in ipairs(cases) do
    local answer = case.answers[question.name]
    if answer == nil then
      answer = question.default
    end
    if case.template == template and tostring(answer) == tostring(choice) then
      return true
    end
  end
  return false
end

local function untried()
  local list = {}
  local all = assert(json.decode(must(revos({ "template", "list", "--json" }), "list"))).templates
  for _, one in ipairs(all) do
    local shown = assert(json.decode(must(revos({ "template", "show", one.name, "--json" }),
      "show")))
    local is_there = false
    for _, case in ipairs(cases) do
      is_there = is_there or case.template == one.name
    end
    if not is_there then
      list[#list + 1] = one.name .. ": no case"
    end
    for _, question in ipairs(shown.questions) do
      for _, choice in ipairs(choices_of(question)) do
        if not tried(one.name, question, choice) then
          list[#list + 1] = ("%s: no case with %s=%s"):format(one.name, question.name,
            tostring(choice))
        end
      end
    end
  end
  return list
end

must(revos({ "init" }), "init")
local passed, failed = 0, 0
for number, case in ipairs(cases) do
  local slug = ("case-%d"):format(number)
  local ok, problem = pcall(try, case, slug)
  passed, failed = passed + (ok and 1 or 0), failed + (ok and 0 or 1)
  if not ok then
    term.write(("FAILED %s at %s: %s\n"):format(case.template, case.at, tostring(problem)))
  end
end
for _, problem in ipairs(untried()) do
  failed = failed + 1
  term.write("FAILED " .. problem .. "\n")
end
fs.remove_tree(home)
term.write(("%d passed, %d failed\n"):format(passed, failed))
term.flush()
return failed == 0 and 0 or 1
