--- Tests of command scripts. A file <name>_test.lua beside <name>.lua returns a table of
--- sentences and functions; `revos script test` runs each in a world of its own: an empty folder
--- as the current one, an empty home, no network, no other programs, a clock that stands.
local fs = require("host.fs")
local json = require("host.json")
local world = require("testing.world")

local testing = {}

--- Declare answers of an API. What no fake answers is a failure of the test.
---@param fake table url (its query has to be there, a final * is any ending), method, query,
---   sent (headers that have to be there), body_contains; and the answer: status (200), headers,
---   json or body, or fails (the reason of a failure) with code; times: how often it answers
function testing.http(fake)
  local copy = {}
  for key, value in pairs(fake) do
    copy[key] = value
  end
  copy.left = fake.times
  table.insert(world.now().http, copy)
end

--- The requests that were sent: { method, url, query, headers, body, json }.
---@return table[]
function testing.requests()
  return world.now().requests
end

--- Declare a program: argv is how its words begin; stdout, stderr, status, or fails with code.
---@param fake table
function testing.process(fake)
  table.insert(world.now().processes, fake)
end

--- The programs that were run: { argv, input, env, directory }.
---@return table[]
function testing.ran()
  return world.now().ran
end

--- Set the clock. Sleeping moves it on and takes no time.
---@param text string a time such as 2026-03-01T12:00:00Z
function testing.clock(text)
  local us = require("runtime.time.datetime").iso_parse(text)
  if not us then
    error("a time looks like 2026-03-01T12:00:00Z", 2)
  end
  local state = world.now()
  state.start, state.passed = us / 1000000, 0
end

--- The seconds of each sleep.
---@return number[]
function testing.sleeps()
  return world.now().sleeps
end

--- Somebody at a terminal types these lines, one for each question.
---@param ... string
function testing.types(...)
  local state = world.now()
  state.types = true
  for _, line in ipairs({ ... }) do
    table.insert(state.typed, line)
  end
end

--- What comes in on standard input.
---@param text string
function testing.input(text)
  world.now().input = text
end

--- Set variables of the environment; nothing else is set.
---@param variables table<string, string>
function testing.env(variables)
  for name, value in pairs(variables) do
    world.now().env[name] = value
  end
end

--- Write a file below the test's folder, folders on the way too.
---@param path string
---@param text string
function testing.file(path, text)
  local folder = path:match("^(.*)/")
  if folder then
    fs.mkdir(folder, { parents = true })
  end
  assert(fs.write(path, text))
end

--- The text of a file below the test's folder; nil when it is not there.
---@param path string
---@return string|nil
function testing.read(path)
  return (fs.read(path))
end

--- Make the test's folder a project.
---@param name string|nil
function testing.project(name)
  local result = testing.run("init", "--name", name or "test")
  testing.equal(result.status, 0, result.stderr)
end

local function words_of(first, ...)
  local scripts = world.now().scripts
  local words = scripts and { "--scripts", scripts } or {}
  for word in first:gmatch("%S+") do
    words[#words + 1] = word
  end
  for _, word in ipairs({ ... }) do
    words[#words + 1] = tostring(word)
  end
  words[0] = "revos"
  return words
end

--- Run a command line: `run("connectors audit", "--deep", "my-source")`. The first text is cut
--- at blanks, the others are words as they are.
---@param command string
---@param ... string
---@return table result { status, stdout, stderr, json (of stdout, when it is JSON) }
function testing.run(command, ...)
  local state = world.now()
  local words = words_of(command, ...)
  state.output, state.errors = {}, {}
  local ok, status = pcall(require("cli.main"), words)
  local stdout, stderr = table.concat(state.output), table.concat(state.errors)
  state.output, state.errors = nil, nil
  fs.chdir(state.work)
  if not ok then
    error(status, 0)
  end
  local is_json = stdout:find("^%s*[{%[]") ~= nil
  return { status = status, stdout = stdout, stderr = stderr, json = is_json
    and json.decode(stdout) or nil }
end

local assertions = require("testing.assertions")

--- Both are the same; tables by what is in them.
---@type fun(got: any, wanted: any, why?: string) `why` is put before the message
testing.equal = assertions.equal

--- The text has a part that fits the pattern of Lua.
---@type fun(text: string, pattern: string, why?: string)
testing.match = assertions.match

--- The text has this part.
---@type fun(text: string, part: string, why?: string)
testing.contains = assertions.contains

--- The value is neither nil nor false; it is given back.
---@type fun(value: any, why?: string): any
testing.ok = assertions.ok

--- The function raises a message that has a part which fits the pattern.
---@type fun(fn: function, pattern?: string)
testing.raises = assertions.raises

return testing
