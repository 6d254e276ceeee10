--- Finds the tests of scripts and runs them.
local fs = require("host.fs")
local path = require("util.path")

local runner = {}

local function walk(folder, list)
  local names = fs.list(folder) or {}
  table.sort(names)
  for _, name in ipairs(names) do
    local file = folder .. "/" .. name
    local kind = fs.kind(file)
    if kind == "directory" and not name:find("^%.") then
      walk(file, list)
    elseif kind == "file" and name:find("_test%.lua$") then
      list[#list + 1] = file
    end
  end
end

-- The folder of scripts that a file belongs to: the nearest one of that name, else its own.
local function root_of(file)
  local at = path.folder(file)
  while at ~= "/" and at ~= "" do
    if path.name(at) == "scripts" then
      return at
    end
    at = path.folder(at)
  end
  return path.folder(file)
end

local function add(found, root, file)
  for _, one in ipairs(found) do
    if one.file == file then
      return
    end
  end
  local name = (path.below(file, root) or file):gsub("_test%.lua$", ""):gsub("/", " ")
  found[#found + 1] = { file = file, root = root, name = name }
end

local function add_folder(found, root, folder)
  local list = {}
  walk(folder, list)
  for _, file in ipairs(list) do
    add(found, root, file)
  end
end

local function roots_of(ctx)
  local list = {}
  for _, root in ipairs(ctx.shared.roots) do
    if root.kind == "given" or root.kind == "project" or root.kind == "user" then
      list[#list + 1] = path.absolute(root.path)
    end
  end
  return list
end

-- A command's name: "greet", or "connectors audit" as one word or with a slash.
local function add_named(found, roots, text)
  local name = text:gsub("%s+", "/"):gsub("%.lua$", ""):gsub("_test$", "")
  local count = #found
  for _, root in ipairs(roots) do
    if fs.kind(("%s/%s_test.lua"):format(root, name)) then
      add(found, root, ("%s/%s_test.lua"):format(root, name))
    elseif fs.kind(("%s/%s"):format(root, name)) == "directory" then
      add_folder(found, root, ("%s/%s"):format(root, name))
    end
  end
  return #found > count
end

local function add_path(found, text)
  local absolute = fs.realpath(text)
  local kind = absolute and fs.kind(absolute)
  local test = absolute and absolute:gsub("%.lua$", ""):gsub("_test$", "") .. "_test.lua"
  if kind == "directory" then
    local is_project = fs.kind(absolute .. "/revos.yaml") and fs.kind(absolute .. "/scripts")
    local folder = is_project and absolute .. "/scripts" or absolute
    local count = #found
    add_folder(found, root_of(folder .. "/x"), folder)
    return #found > count
  elseif kind == "file" and fs.kind(test) then
    add(found, root_of(test), test)
    return true
  end
  return false
end

-- Tests are code: those of a project run once the user has consented to it.
local function untrusted(root)
  local is_project = path.name(root) == "scripts" and fs.kind(path.folder(root) .. "/revos.yaml")
  return is_project and not require("project.trust").is_trusted(root)
end

--- The test files that paths and names mean; all that the chain of scripts has by default.
---@param ctx table
---@param texts string[]
---@return table[]|nil found { file, root, name }
---@return string|nil message, string|nil code, table|nil details
function runner.find(ctx, texts)
  local found, roots = {}, roots_of(ctx)
  for _, text in ipairs(texts) do
    if not add_path(found, text) and not add_named(found, roots, text) then
      return nil, ("%s: no tests there"):format(text), "not_found",
        { hint = "the tests of greet.lua are in greet_test.lua beside it" }
    end
  end
  for _, root in ipairs(#texts == 0 and roots or {}) do
    add_folder(found, root, root)
  end
  for _, one in ipairs(found) do
    if untrusted(one.root) then
      return nil, one.root .. ": not trusted, so its tests are not run", "denied",
        { hint = "look at the project's scripts, then run 'revos trust'" }
    end
  end
  return found
end

local function load(found)
  local text, message, code = fs.read(found.file)
  if not text then
    return nil, message, code
  end
  local chunk, problem = require("host.script").load(text, found.file)
  if not chunk then
    return nil, problem, "script"
  end
  local ok, tests = pcall(chunk)
  if not ok then
    return nil, require("util.text").full_name(tostring(tests), found.file), "script"
  elseif type(tests) ~= "table" then
    return nil, ("%s:%d: a test file must return a table of sentences and functions"):format(
      found.file, require("util.text").return_line(text)), "script"
  end
  return tests
end

-- The raised message, with the test's own line where it came from elsewhere.
local function placed(file)
  return function(raised)
    local text = require("util.text")
    local message = text.full_name(text.describe(raised), file)
    if message:find(file, 1, true) then
      return message
    end
    local trace = text.full_name(debug.traceback("", 2), file)
    local line = trace:match(file:gsub("%p", "%%%0") .. ":(%d+):")
    return line and ("%s:%s: %s"):format(file, line, message) or message
  end
end

local function run_one(found, test)
  local world = require("testing.world")
  local entered, message, code = world.enter(found.root)
  if not entered then
    return nil, message, code
  end
  local ok, problem = xpcall(test, placed(found.file), require("revos.testing"))
  local problems = world.leave()
  if problems[1] then
    local told = table.concat(problems, "; ")
    problem = ok and told or ("%s (%s)"):format(problem, told)
  end
  return { passed = ok and #problems == 0, problem = problem }
end

--- Run the tests of one file, in the order of their sentences.
---@param found table of runner.find
---@return table[]|nil results { name, passed, problem }, string|nil message, string|nil code
function runner.run(found)
  require("cli.watch").start()
  local tests, message, code = load(found)
  if not tests then
    return nil, message, code
  end
  local names, results = {}, {}
  for name, test in pairs(tests) do
    if type(name) ~= "string" or type(test) ~= "function" then
      return nil, ("%s: '%s' is no test: sentences map to functions"):format(found.file,
        tostring(name)), "script"
    end
    names[#names + 1] = name
  end
  table.sort(names)
  for i, name in ipairs(names) do
    local result, problem, kind = run_one(found, tests[name])
    if not result then
      return nil, problem, kind
    end
    result.name = name
    results[i] = result
  end
  return results
end

return runner
