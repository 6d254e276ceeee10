--- Runs Lua tests: run_lua tests/support/lua_tests.lua [--stress] FOLDER|FILE...
---
--- A test file returns a table { ["a sentence"] = function(t) ... end }. `t`
--- holds the assertions below. --stress makes the collector as eager as it
--- can be, which finds values that C code holds without an anchor.
local fs = require("host.fs")
local script = require("host.script")
local assertions = {}

local function show(value)
  return type(value) == "string" and ("%q"):format(value) or tostring(value)
end

local function same(a, b)
  if a == b then
    return math.type(a) == math.type(b)
  end
  if type(a) ~= "table" or type(b) ~= "table" then
    return false
  end
  for key, value in pairs(a) do
    if not same(value, b[key]) then
      return false
    end
  end
  for key in pairs(b) do
    if a[key] == nil then
      return false
    end
  end
  return true
end

local function describe(value, depth)
  if type(value) ~= "table" or depth > 6 then
    return show(value)
  end
  local parts = {}
  for key, member in pairs(value) do
    parts[#parts + 1] = ("%s = %s"):format(tostring(key), describe(member, depth + 1))
  end
  return "{ " .. table.concat(parts, ", ") .. " }"
end

--- Same type and value; tables are compared member by member.
function assertions.equal(got, wanted, about)
  if not same(got, wanted) then
    local shown = ("got %s, wanted %s"):format(describe(got, 0), describe(wanted, 0))
    error((about and about .. ": " or "") .. shown, 2)
  end
end

function assertions.truthy(value, about)
  if not value then
    error(about or ("got " .. show(value)), 2)
  end
end

function assertions.match(text, pattern)
  if type(text) ~= "string" or not text:find(pattern) then
    error(("%s does not match %s"):format(show(text), show(pattern)), 2)
  end
end

--- The function raises; its error is returned.
function assertions.raises(run, ...)
  local ok, err = pcall(run, ...)
  if ok then
    error("nothing was raised", 2)
  end
  return err
end

local function test_files(arguments)
  local files, stress = {}, false
  for _, argument in ipairs(arguments) do
    if argument == "--stress" then
      stress = true
    elseif argument:find("%.lua$") then
      files[#files + 1] = argument
    else
      for _, name in ipairs(assert(fs.list(argument))) do
        if name:find("_test%.lua$") then
          files[#files + 1] = argument .. "/" .. name
        end
      end
    end
  end
  return files, stress
end

local function explain(err)
  return debug.traceback(type(err) == "table" and tostring(err.message or err) or tostring(err), 2)
end

local function load_tests(file)
  local chunk = assert(script.load(assert(fs.read(file)), file))
  return chunk()
end

local function run_file(file, count, say)
  local loaded, tests = xpcall(load_tests, explain, file)
  if not loaded then
    count.failed = count.failed + 1
    return say(("FAILED %s: %s\n"):format(file, tests))
  end
  local names = {}
  for name in pairs(tests) do
    names[#names + 1] = name
  end
  table.sort(names)
  for _, name in ipairs(names) do
    local ok, err = xpcall(tests[name], explain, assertions)
    if ok then
      count.passed = count.passed + 1
    else
      count.failed = count.failed + 1
      say(("FAILED %s: %s: %s\n"):format(file, name, err))
    end
  end
  script.limit_time(0) -- what a test began to count is not for the next ones
end

local files, stress = test_files(...)
if stress then
  collectgarbage("incremental", 1, 1000, 0)
end
local term = require("host.term")
local count = { passed = 0, failed = 0 }
for _, file in ipairs(files) do
  run_file(file, count, term.write)
end
term.write(("%d passed, %d failed\n"):format(count.passed, count.failed))
term.flush()
return count.failed == 0 and 0 or 1
