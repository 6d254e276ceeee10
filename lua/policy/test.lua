--- Runs the tests of a policy: the examples that it declares, and the cases of the file beside it.
local json = require("host.json")

local test = {}

local function document(text, name)
  local value, doc = require("host.yaml").decode(text or "{}\n", name)
  if value == nil then
    return nil, doc
  elseif not json.is_object(value) then
    return nil, name .. ": a mapping is expected"
  end
  return true
end

local function matches(finding, wanted)
  local path = wanted.path or wanted[1]
  local message = wanted.message or wanted[2]
  return (path == nil or finding.path == require("policy.place").canonical(path))
    and (message == nil or finding.message:find(message, 1, true) ~= nil)
end

local function compare(findings, expect)
  local left = { table.unpack(findings) }
  for _, wanted in ipairs(expect) do
    local hit
    for i, finding in ipairs(left) do
      if not hit and matches(finding, wanted) then
        hit = i
      end
    end
    if not hit then
      local others = left[1] and (", but at %s: %s"):format(left[1].path, left[1].message) or ""
      return ("nothing was reported at %s%s"):format(tostring(wanted.path or wanted[1]), others)
    end
    table.remove(left, hit)
  end
  if left[1] then
    return ("reported at %s too: %s"):format(left[1].path, left[1].message)
  end
  return nil
end

local function texts_of(case)
  local slug = type(case.slug) == "string" and case.slug or "example"
  return {
    slug = slug,
    path = "connectors/" .. slug,
    files = type(case.files) == "table" and case.files or {},
    connector = case.connector or "{}\n",
    manifest = case.manifest or "{}\n",
    catalog = case.catalog,
  }
end

local function run_case(entry, case)
  if type(case) ~= "table" or type(case.expect or {}) ~= "table" then
    return "a case is a table with a manifest or a connector, and a list 'expect'"
  end
  for _, name in ipairs({ "connector", "manifest" }) do
    local ok, problem = document(case[name], name .. ".yaml")
    if not ok then
      return problem
    end
  end
  local findings, message = require("policy.apply").check(entry,
    require("policy.input").of(texts_of(case)))
  if not findings then
    return message
  elseif case.some and not findings[1] then
    return "nothing was reported"
  end
  return not case.some and compare(findings, case.expect or {}) or nil
end

-- The declared examples as cases: the bad one has findings, where it says; the good one none.
local function examples_of(declared)
  local cases = {}
  for _, name in ipairs({ "good", "bad" }) do
    local example = declared.examples and declared.examples[name]
    if example then
      cases[#cases + 1] = {
        name = ("the %s example"):format(name), manifest = example.manifest,
        connector = example.connector, files = example.files, slug = example.slug,
        expect = example.expect, some = name == "bad" and not example.expect,
      }
    end
  end
  return cases
end

local function add(results, entry, cases)
  for i, case in ipairs(cases) do
    local name = type(case) == "table" and case.name or i
    results[#results + 1] = json.new_object({
      { "name", require("util.pure").text(name) }, { "problem", run_case(entry, case) },
    })
  end
end

--- Results of a policy's tests: { name, problem }; none when it has no tests.
---@param entry table a loaded entry of policy.sources
---@param load_text fun(text: string, name: string): any, string|nil, string|nil
---@return table[]|nil results, string|nil message, string|nil code
function test.run(entry, load_text)
  local results = json.new_array()
  add(results, entry, examples_of(entry.declared))
  if not entry.test_text then
    return results
  end
  local cases, message, code = load_text(entry.test_text, entry.test_shown)
  if type(cases) ~= "table" then
    return nil, message or entry.test_shown .. ": must return a list of cases", code or "script"
  end
  add(results, entry, cases)
  return results
end

return test
