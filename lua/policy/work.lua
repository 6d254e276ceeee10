--- The part of policies that runs their code: in the child process, or in revos itself for those
--- that came with it. Files are read before: this part needs none.
local declaration = require("util.later")("policy.declaration")
local json = require("host.json")

local work = {}

-- Called before the code of a file runs; the child process tells whose it is.
local function about_to_run() end

local function load_text(text, shown)
  about_to_run(shown)
  local environment = require("policy.environment").new()
  return require("util.sandbox").load(text, shown, environment)
end

-- Policies that came with revos share their globals: they set none.
local own_globals

-- One of those, which was compiled when revos was built; nil when it is none of them.
local function own_chunk(entry)
  if not require("policy.sources").is_own(entry) then
    return nil
  end
  own_globals = own_globals
    or require("util.sandbox").environment(require("policy.environment").new())
  local name = "scripts/policies/" .. entry.name .. ".lua"
  if entry.kind == "embedded" then
    return require("host.embedded").load(name, own_globals)
  end
  return require("util.own_code")(name, entry.text, own_globals)
end

-- The entry with its declaration. Those that came with revos are known to be sound.
local function load(entry)
  if entry.declared and entry.declared.check then
    return entry
  end
  local own = own_chunk(entry)
  if own then
    entry.declared = own()
    return entry
  end
  local declared, message, code = load_text(entry.text, entry.shown)
  if declared == nil and message then
    return nil, message, code
  end
  declared, message, code = declaration.check(declared, entry)
  if not declared then
    return nil, message, code
  end
  entry.declared = declared
  return entry
end

--- A policy that could not do its work, as a finding.
---@param entry table { name, shown }
---@param message string "file:line: reason"
---@param path string|nil the connector that it looked at
function work.failure(entry, message, path)
  local file = entry.shown
  local line, reason = message:sub(#file + 1):match("^:(%d+): (.*)$")
  if message:sub(1, #file) ~= file then
    line, reason = nil, message
  end
  return json.new_object({
    { "rule", "policy" }, { "severity", "error" },
    { "message", ("the policy '%s' did not do its work%s: %s"):format(entry.name,
      path and " on " .. path or "", reason or message:gsub("^[^ ]*: ", "")) },
    { "file", file }, { "line", math.tointeger(tonumber(line)) or 1 }, { "column", 1 },
    { "failure", message },
  })
end

local function plain(declared)
  local object = json.new_object()
  for _, key in ipairs({ "id", "summary", "severity", "docs" }) do
    object[key] = declared[key]
  end
  if declared.examples then
    object.examples = json.new_object()
    for _, key in ipairs({ "good", "bad" }) do
      local example = declared.examples[key]
      object.examples[key] = example and json.new_object({
        { "manifest", example.manifest }, { "connector", example.connector },
      })
    end
  end
  return object
end

local function severity_of(entry, severity)
  local asked = severity[entry.declared.id] or entry.declared.severity
  return declaration.levels[asked]
end

-- The policies that are not off, loaded, and the files of all ids; what cannot be loaded becomes a
-- finding.
local function load_all(request, findings)
  local loaded, ids = {}, request.ids or json.new_object()
  for _, entry in ipairs(request.policies) do
    local ok, message = load(entry)
    local other = ok and ids[entry.declared.id]
    if other then
      ok, message = nil, ("%s: the id '%s' is that of %s too"):format(entry.shown,
        entry.declared.id, other)
    end
    if not ok then
      findings[#findings + 1] = work.failure(entry, message)
    else
      ids[entry.declared.id] = entry.shown
      entry.severity = severity_of(entry, request.severity or {})
      loaded[#loaded + 1] = entry.severity and entry or nil
    end
  end
  return loaded, ids
end

local run = {}
run.__index = run

--- Policies over one connector after the other.
--- @param request table policies (entries of policy.sources), severity, ids that are taken
--- @return table run with `findings` and the `ids` that are taken now
function work.start(request)
  local self = setmetatable({ findings = json.new_array(), failed = {} }, run)
  self.entries, self.ids = load_all(request, self.findings)
  return self
end

--- Asks the policies about a connector. One that fails once is not asked again.
--- @param texts table of policy.input
--- @param documents table|nil those texts, where somebody has read them already
function run:take(texts, documents)
  if not self.entries[1] then
    return
  end
  local input
  documents, input = require("policy.input").of(texts, documents)
  for _, entry in ipairs(documents and self.entries or {}) do
    if not self.failed[entry] then
      about_to_run(entry.shown)
      local found, message = require("policy.apply").check(entry, documents, input)
      if found then
        table.move(found, 1, #found, #self.findings + 1, self.findings)
      else
        self.failed[entry] = true
        self.findings[#self.findings + 1] = work.failure(entry, message, texts.path)
      end
    end
  end
end

local kinds = {}

--- Findings over connectors.
kinds["policies.run"] = function(request)
  local started = work.start(request)
  for _, texts in ipairs(request.connectors) do
    started:take(texts)
  end
  return started.findings
end

--- Declarations of policies, in the order asked for.
kinds["policies.find"] = function(request)
  local list = json.new_array()
  for i, entry in ipairs(request.policies) do
    local ok, message, code = load(entry)
    if not ok then
      return nil, message, code
    end
    list[i] = plain(entry.declared)
  end
  return list
end

--- Results of the tests of one policy.
kinds["policies.test"] = function(request)
  local entry = request.policy
  local ok, message, code = load(entry)
  if not ok then
    return nil, message, code
  end
  entry.severity = declaration.levels[entry.declared.severity]
  return require("policy.test").run(entry, load_text)
end

--- @param kind string policies.find, policies.run or policies.test
--- @param request table policies (entries of policy.sources) and connectors, or policy
function work.work(kind, request)
  return kinds[kind](request)
end

--- The same in the child process, which tells whose code runs.
function work.serve(kind, request)
  about_to_run = require("util.worker").now
  return kinds[kind](request)
end

return work
