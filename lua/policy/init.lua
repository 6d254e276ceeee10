--- Policies: finds them, runs them over connectors, gives findings.
local embedded = require("host.embedded")
local fs = require("host.fs")
local json = require("host.json")
local place = require("util.place")

local policy = {}

local severities = { deny = "error", warn = "warning", info = "info" }

local function folders(root)
  local list = {}
  local function add(kind, path)
    if path and fs.kind(path) == "directory" then
      list[#list + 1] = { kind = kind, path = path }
    end
  end
  add("project", root and root .. "/policies")
  local user, share = place.config_home(), place.share()
  add("user", user and user .. "/policies")
  add("installed", share and share .. "/scripts/policies")
  list[#list + 1] = { kind = "embedded", path = "scripts/policies" }
  return list
end

local function names_in(folder)
  local names = {}
  if folder.kind == "embedded" then
    for _, file in ipairs(embedded.list("scripts/policies/")) do
      names[#names + 1] = file:match("^scripts/policies/([^/]+)$")
    end
  else
    names = fs.list(folder.path) or {}
  end
  table.sort(names)
  return names
end

local function read(entry, file)
  if entry.kind == "embedded" then
    return embedded.read(file)
  end
  return fs.read(file)
end

local function check(declared, file)
  if type(declared) ~= "table" or type(declared.check) ~= "function" then
    return nil, file .. ": a policy must return a table with a function 'check'", "script"
  elseif type(declared.id) ~= "string" or type(declared.summary) ~= "string" then
    return nil, file .. ": a policy needs 'id' and 'summary'", "script"
  elseif not severities[declared.severity] then
    return nil, ("%s: severity must be deny, warn or info, not '%s'"):format(file,
      tostring(declared.severity)), "script"
  end
  return declared
end

--- Told before the code of a policy runs; the child process tells whose it is.
function policy.about_to_run() end

--- The text of a file of a policy, run in a sandbox.
function policy.load_file(entry, file)
  local text, message, code = read(entry, file)
  if not text then
    return nil, message, code
  end
  policy.about_to_run(entry)
  return require("util.sandbox").load(text, file, { null = json.null })
end

local function load(entry)
  local declared, message, code = policy.load_file(entry, entry.file)
  if declared == nil and message then
    return nil, message, code
  end
  declared, message, code = check(declared, entry.shown)
  if not declared then
    return nil, message, code
  end
  entry.declared = declared
  return entry
end

local function shown_path(folder, name)
  if folder.kind == "project" then
    return "policies/" .. name
  end
  return (folder.kind == "embedded" and "revos:" or "") .. folder.path .. "/" .. name
end

-- The files of all policies, those of the project first; a name hides the same name further
-- on. Nothing of theirs is run.
local function sources(root)
  local entries, seen = {}, {}
  for _, folder in ipairs(folders(root)) do
    for _, name in ipairs(names_in(folder)) do
      local own = name:find("%.lua$") and not name:find("_test%.lua$")
      if own and not seen[name] then
        seen[name] = true
        entries[#entries + 1] = {
          name = name:sub(1, -5),
          kind = folder.kind,
          file = folder.path .. "/" .. name,
          shown = shown_path(folder, name),
        }
      end
    end
  end
  return entries
end

-- Whether all policies came with revos: then no child process is needed.
local function all_own(root)
  for _, entry in ipairs(sources(root)) do
    if entry.kind == "project" or entry.kind == "user" then
      return false
    end
  end
  return true
end

--- The policies, loaded in this process.
---@return table[]|nil entries, string|nil message, string|nil code
function policy.find_here(root)
  local entries = sources(root)
  for _, entry in ipairs(entries) do
    local loaded, message, code = load(entry)
    if not loaded then
      return nil, message, code
    end
  end
  return entries
end

--- All policies: { name, kind, file, shown, declared }.
---@param root string|nil the project's folder
---@return table[]|nil entries, string|nil message, string|nil code
function policy.find(root)
  if all_own(root) then
    return policy.find_here(root)
  end
  return require("util.worker").call("policies.find", { root = root })
end

local function copy(value)
  return type(value) == "table" and json.copy(value) or value
end

--- Run the check of one policy. `documents` holds connector and manifest as
--- { value, doc, file }. Returns findings.
---@return table[]|nil findings, string|nil message, string|nil code
function policy.apply(entry, documents, input)
  local findings = {}
  local function report(path, message, fix)
    local where = require("policy.place").find(documents, tostring(path or ""))
    findings[#findings + 1] = {
      rule = entry.declared.id,
      severity = severities[entry.declared.severity],
      message = tostring(message or entry.declared.summary),
      file = where.file,
      line = where.line,
      column = where.column,
      path = where.path,
      suggestion = fix ~= nil and tostring(fix) or nil,
    }
  end
  local given = {}
  for key, value in pairs(input) do
    given[key] = copy(value)
  end
  policy.about_to_run(entry)
  local ok, raised = require("util.sandbox").call(entry.declared.check, given, report)
  if not ok then
    local text = tostring(raised)
    local placed = text:find(entry.file, 1, true) == 1
    return nil, placed and text or ("%s: %s"):format(entry.shown, text), "script"
  end
  return findings
end

--- Findings of all policies over connectors, in this process.
---@return table[]|nil findings, string|nil message, string|nil code
function policy.run_here(root, items)
  local entries, message, code = policy.find_here(root)
  if not entries then
    return nil, message, code
  end
  local all = {}
  for _, item in ipairs(#entries > 0 and items or {}) do
    local documents, input = require("policy.input").of(root, item)
    for _, entry in ipairs(documents and entries or {}) do
      local found, problem, kind = policy.apply(entry, documents, input)
      if not found then
        return nil, problem, kind
      end
      table.move(found, 1, #found, #all + 1, all)
    end
  end
  return all
end

--- Findings of all policies over connectors.
---@param root string
---@param items table[] of project:select
---@return table[]|nil findings, string|nil message, string|nil code
function policy.run(root, items)
  if all_own(root) then
    return policy.run_here(root, items)
  end
  local plain = json.new_array()
  for i, item in ipairs(items) do
    plain[i] = { slug = item.slug, path = item.path, folder = item.folder }
  end
  return require("util.worker").call("policies.run", { root = root, items = plain })
end

--- Results of a policy's tests: a list of { name, problem }, empty when it has none.
---@return table[]|nil results, string|nil message, string|nil code
function policy.test(root, entry)
  if all_own(root) then
    local results, message, code = require("policy.test").run(entry)
    return not message and (results or {}) or nil, message, code
  end
  return require("util.worker").call("policies.test", { root = root, file = entry.file })
end

return policy
