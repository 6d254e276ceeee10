--- Policies: finds them, runs them over connectors, gives findings.
---
--- Those that came with revos run in this process, all others in a confined child.
local sources = require("policy.sources")
local work = require("policy.work")

local policy = {}

local function all(root)
  local settings = require("policy.settings").read(root)
  local entries, message, code, details = sources.all(root, settings)
  return entries, message or settings, code, details
end

local function split(entries)
  local own, foreign = {}, {}
  for _, entry in ipairs(entries) do
    local list = sources.is_own(entry) and own or foreign
    list[#list + 1] = entry
  end
  return own, foreign
end

-- An entry as it goes to the child.
local function plain(entry)
  return { name = entry.name, kind = entry.kind, shown = entry.shown, text = entry.text,
    test_text = entry.test_text, test_shown = entry.test_shown }
end

local function plain_list(entries)
  local list = require("host.json").new_array()
  for i, entry in ipairs(entries) do
    list[i] = plain(entry)
  end
  return list
end

local function find(kind_of_work, entries)
  local list, message, code = kind_of_work("policies.find", { policies = plain_list(entries) })
  if not list then
    return nil, message, code
  end
  for i, entry in ipairs(entries) do
    entry.declared = list[i]
  end
  return entries
end

--- All policies: { name, kind, file, shown, declared }.
---@param root string|nil the project's folder
---@return table[]|nil entries, string|nil message, string|nil code, table|nil details
function policy.find(root)
  local entries, message, code, details = all(root)
  if not entries then
    return nil, message, code, details
  end
  local own, foreign = split(entries)
  local ok, problem, kind = find(work.work, own)
  if ok and foreign[1] then
    ok, problem, kind = find(require("util.worker").call, foreign)
  end
  if not ok then
    return nil, problem, kind
  end
  return entries
end

-- The child is ended when a policy cannot be stopped otherwise: then it becomes a finding, and
-- the others are asked once more, without it.
local function run_foreign(entries, request, findings)
  local worker, left = require("util.worker"), entries
  local deadline = require("host.clock").monotonic() + worker.PATIENCE
  while left[1] do
    request.policies = plain_list(left)
    local found, message, code, culprit = worker.call("policies.run", request)
    if found then
      return table.move(found, 1, #found, #findings + 1, findings)
    elseif not culprit then
      return nil, message, code
    end
    local rest = {}
    for _, entry in ipairs(left) do
      if entry.shown == culprit then
        findings[#findings + 1] = work.failure(entry, message)
      else
        rest[#rest + 1] = entry
      end
    end
    if #rest == #left or require("host.clock").monotonic() > deadline then
      return nil, message, code
    end
    left = rest
  end
  return findings
end

local loaded = {}

-- Policies that came with revos are loaded once.
local function loaded_once(own)
  for _, entry in ipairs(own) do
    local known = loaded[entry.shown]
    entry.declared = known and known.declared
    loaded[entry.shown] = entry
  end
  return own
end

local run = {}
run.__index = run

--- All policies, for one connector after the other.
---@param root string
---@return table|nil run, string|nil message, string|nil code, table|nil details
function policy.start(root)
  local entries, settings, code, details = all(root)
  if not entries then
    return nil, settings, code, details
  end
  local own, foreign = split(entries)
  return setmetatable({
    root = root, foreign = foreign, severity = settings.severity,
    own = work.start({ policies = loaded_once(own), severity = settings.severity }),
    connectors = require("host.json").new_array(),
  }, run)
end

--- The next connector.
---@param item table of project:select
---@param documents table|nil what lint has read of it, see policy.input
function run:take(item, documents)
  local is_foreign = self.foreign[1] ~= nil
  local texts = require("policy.input").read(self.root, item, is_foreign)
  self.own:take(texts, documents)
  self.connectors[#self.connectors + 1] = is_foreign and texts or nil
end

--- Findings over those that were taken. A policy that could not do its work is a finding with the
--- member `failure`.
---@return table[]|nil findings, string|nil message, string|nil code
function run:finish()
  if not self.foreign[1] then
    return self.own.findings
  end
  local request = { connectors = self.connectors, severity = self.severity, ids = self.own.ids }
  return run_foreign(self.foreign, request, self.own.findings)
end

--- Findings of all policies over connectors.
---@param root string
---@param items table[] of project:select
---@param documents table[]|nil what lint has read of each item, see policy.input
---@return table[]|nil findings, string|nil message, string|nil code, table|nil details
function policy.run(root, items, documents)
  local started, message, code, details = policy.start(root)
  if not started then
    return nil, message, code, details
  end
  for i, item in ipairs(items) do
    started:take(item, documents and documents[i])
  end
  return started:finish()
end

--- The first failure of a policy among findings, as nil, message, code; true when all did their
--- work.
---@param findings table[]
---@return boolean|nil ok, string|nil message, string|nil code
function policy.all_done(findings)
  for _, finding in ipairs(findings) do
    if finding.failure then
      return nil, finding.failure, "script"
    end
  end
  return true
end

--- Results of a policy's tests: a list of { name, problem }, empty when it has none.
---@param entry table of policy.find
---@return table[]|nil results, string|nil message, string|nil code
function policy.test(entry)
  local kind_of_work = sources.is_own(entry) and work.work or require("util.worker").call
  local results, message, code = kind_of_work("policies.test", { policy = plain(entry) })
  return results, message, code
end

return policy
