--- Tests of a template: template_test.lua beside template.lua returns a list of cases, which are
--- data. Each one fills the template with its answers, lints what comes out strictly, and may check
--- and read it with declared answers of an API.
local fs = require("host.fs")
local json = require("host.json")

local test = {}

local MAX_BYTES, MAX_DEPTH = 1024 * 1024, 50
local SLUG = "example"

local MEMBERS = { "name", "answers", "fails", "files", "contains", "config", "http", "clock",
  "records" }
local types = { name = "string", answers = "table", fails = "string", files = "table",
  contains = "table", config = "table", http = "table", clock = "string", records = "number" }

local scalars = { string = true, number = true, boolean = true }

-- A value of a case as JSON; an empty table is an object.
local function plain(value, depth)
  if scalars[type(value)] then
    return value
  elseif type(value) ~= "table" or depth > MAX_DEPTH then
    error(("a case is data, it holds no %s"):format(type(value) == "table" and "table this deep"
      or type(value)), 0)
  end
  local made = value[1] ~= nil and json.new_array() or json.new_object()
  for key, inner in pairs(value) do
    made[value[1] ~= nil and key or tostring(key)] = plain(inner, depth + 1)
  end
  return made
end

--- The cases of a test file, its code run in this process.
---@param entry table { test_text, test_file }
---@return table|nil cases, string|nil message, string|nil code
function test.load_here(entry)
  local cases, message, code = require("util.sandbox").load(entry.test_text, entry.test_file)
  if type(cases) ~= "table" then
    return nil, message or entry.test_file .. ": must return a list of cases", code or "script"
  end
  local ok, made = pcall(plain, cases, 0)
  if not ok then
    return nil, ("%s: %s"):format(entry.test_file, made), "script"
  end
  return json.is_array(made) and made or json.new_array()
end

--- The cases of a template; an empty list when it has no tests.
---@param entry table of scaffold.template
---@return table|nil cases, string|nil message, string|nil code
function test.cases(entry)
  local file = entry.folder .. "/template_test.lua"
  local text, message, code
  if entry.kind == "embedded" then
    text = require("host.embedded").read(file)
  elseif fs.kind(file) == "file" or fs.kind(file) and entry.kind ~= "project" then
    text, message, code = fs.read(file, MAX_BYTES)
  end
  if not text then
    return not message and {} or nil, message, code
  end
  local given = { test_text = text, test_file = file }
  if entry.kind == "embedded" or entry.kind == "installed" then
    return test.load_here(given)
  end
  return require("util.worker").call("template.cases", given)
end

local function shape_problem(case)
  if not json.is_object(case) then
    return "a case is a table with answers"
  end
  for key, value in pairs(case) do
    if not types[key] then
      local hint = require("util.suggest").hint(key, MEMBERS)
      return ("a case has no member '%s'%s"):format(key, hint and (" (%s)"):format(hint) or "")
    elseif type(value) ~= types[key] then
      return ("'%s' has to be a %s"):format(key, types[key])
    end
  end
  return nil
end

-- The files that the answers make; questions without an answer take their default.
local function fill(entry, case)
  local settings = {}
  for name, answer in pairs(case.answers or {}) do
    settings[#settings + 1] = ("%s=%s"):format(name, tostring(answer))
  end
  local given, message = require("scaffold.questions").given(entry.declared.questions, settings)
  if not given then
    return nil, message
  end
  local ctx = { may_ask = function() end, ask = function(question)
    return question.default == nil and error({ question = question.name }) or question.default
  end }
  local render = require("scaffold.render")
  local ok, rendered, problem = pcall(render.fill, ctx, entry, SLUG, given)
  if not ok then
    return nil, type(rendered) == "table" and rendered.question
      and ("the case has no answer to '%s'"):format(rendered.question) or tostring(rendered)
  elseif not rendered then
    return nil, problem
  end
  return render.written(rendered)
end

local function paths_problem(case, files)
  local made, wanted = {}, {}
  for i, file in ipairs(files) do
    made[i] = file.path
  end
  for i, path in ipairs(case.files or made) do
    wanted[i] = tostring(path)
  end
  table.sort(made)
  table.sort(wanted)
  local found, expected = table.concat(made, ", "), table.concat(wanted, ", ")
  return found ~= expected and ("makes %s; expected %s"):format(found, expected) or nil
end

local function text_problem(case, files)
  local texts = {}
  for _, file in ipairs(files) do
    texts[file.path] = file.text
  end
  for path, parts in pairs(case.contains or {}) do
    for _, part in ipairs(type(parts) == "table" and parts or { parts }) do
      if not texts[path] then
        return ("makes no %s"):format(path)
      elseif not texts[path]:find(tostring(part), 1, true) then
        return ("%s: '%s' is not in it"):format(path, tostring(part))
      end
    end
  end
  return nil
end

--- What is wrong with what a template makes of a case; nil when nothing is.
---@param entry table of scaffold.template
---@param case table of test.cases
---@param root string|nil the project's folder
---@return string|nil problem
function test.problem(entry, case, root)
  local problem = shape_problem(case)
  local files, refused = nil, nil
  if not problem then
    files, refused = fill(entry, case)
  end
  if problem or case.fails == nil and not files then
    return problem or refused
  elseif case.fails then
    return files and "was filled, and should not have been"
      or not refused:find(case.fails, 1, true) and refused or nil
  end
  return paths_problem(case, files) or text_problem(case, files)
    or require("scaffold.trial").problem(SLUG, case, files, root)
end

return test
