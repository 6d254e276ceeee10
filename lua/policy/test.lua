--- Runs the tests that lie beside a policy.
local json = require("host.json")

local test = {}

local function document(text, name)
  local value, doc = require("host.yaml").decode(text or "{}\n", name)
  if value == nil then
    return nil, doc
  end
  return { value = json.is_object(value) and value or json.new_object(), doc = doc, file = name }
end

local function documents_of(case)
  local found = {}
  for _, name in ipairs({ "connector", "manifest" }) do
    local read, message = document(case[name], name .. ".yaml")
    if not read then
      return nil, message
    end
    found[name] = read
  end
  return found
end

local function full(path)
  return (path:find("^manifest%f[%W]") or path:find("^connector%f[%W]")) and path or "manifest."
    .. path
end

local function matches(finding, wanted)
  local path = wanted.path or wanted[1]
  local message = wanted.message or wanted[2]
  return (path == nil or finding.path == full(path))
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
      return ("nothing was reported at %s"):format(tostring(wanted.path or wanted[1]))
    end
    table.remove(left, hit)
  end
  if left[1] then
    return ("reported at %s too: %s"):format(left[1].path, left[1].message)
  end
  return nil
end

local function run_case(policy, entry, case)
  local documents, problem = documents_of(case)
  if not documents then
    return problem
  end
  local findings, message = policy.apply(entry, documents, {
    connector = documents.connector.value,
    manifest = documents.manifest.value,
    slug = case.slug or "example",
    path = "connectors/" .. (case.slug or "example"),
    files = case.files or {},
    catalog = case.catalog,
  })
  return not findings and message or findings and compare(findings, case.expect or {}) or nil
end

--- Results of a policy's tests: { name, problem }; nil when it has none.
---@param entry table of policy.find
---@return table[]|nil results, string|nil message, string|nil code
function test.run(entry)
  local policy = require("policy")
  local file = entry.file:gsub("%.lua$", "_test.lua")
  local is_there = entry.kind == "embedded" and require("host.embedded").read(file)
    or entry.kind ~= "embedded" and require("host.fs").kind(file)
  if not is_there then
    return nil
  end
  local cases, message, code = policy.load_file(entry, file)
  if type(cases) ~= "table" then
    return nil, message or file .. ": must return a list of cases", code or "script"
  end
  local results = {}
  for i, case in ipairs(cases) do
    results[i] = { name = tostring(case.name or i), problem = run_case(policy, entry, case) }
  end
  return results
end

return test
