--- Exceptions and severities that do nothing: they name a rule that there is not, or no finding
--- is left that they would silence.
local fs = require("host.fs")
local later = require("util.later")
local rules = later("project.lint.rules")
local suppress = later("project.lint.suppress")
local text = later("util.text")

local stale = {}

local FILES = { "connector.yaml", "manifest.yaml" }

-- Findings behind which others may hide.
local BREAKING = { yaml = true, file = true, manifest = true, reference = true }

local function add(findings, severity, place, message, suggestion)
  findings[#findings + 1] = { rule = "exception", severity = severity, file = place.file,
    line = place.line or 1, column = place.column or 1, message = message,
    suggestion = suggestion }
end

-- The ids of all policies, those that are off too; empty when they cannot be read.
local function policies_of(root)
  local ids = {}
  for i, entry in ipairs(require("policy").find(root) or {}) do
    ids[i] = entry.declared.id
  end
  table.sort(ids)
  return ids
end

-- Tells a policy, or a rule of any kind, that there is not.
local function is_known(state, rule, place, what)
  if what == "rule" and (rule == "" or rules[rule] or state.seen[rule]) then
    return true
  end
  state.policies = state.policies or policies_of(state.root)
  if state.policies[1] and not require("util.lists").contains(state.policies, rule) then
    add(state.findings, "warning", place, ("there is no %s '%s'"):format(what, rule),
      require("util.suggest").nearest(rule, state.policies))
    return false
  end
  return true
end

-- Tells an exception that no finding needs.
local function unused(state, rule, place, expires)
  local what = rule == "" and "here" or ("of '%s'"):format(rule)
  local over = expires and expires ~= "never" and expires < suppress.today()
  add(state.findings, "info", place, over
    and ("this exception ended on %s, and there is no finding %s: it can go"):format(expires, what)
    or ("there is no finding %s: this exception can go"):format(what))
end

local function look_at_project(state, options)
  local settings = require("policy.settings").read(state.root)
  for id, at in pairs(settings.places) do
    is_known(state, id, { file = "revos.yaml", line = at[1], column = at[2] }, "policy")
  end
  for _, exception in ipairs(settings.exceptions) do
    local place = { file = "revos.yaml", line = exception.line, column = exception.column }
    if is_known(state, exception.rule, place, "rule") and options.whole
      and not next(state.broken) and not state.used[exception.index] then
      unused(state, exception.rule, place, exception.expires)
    end
  end
end

local function look_at_comment(state, item, line, place)
  local exception, problem = suppress.comment(line)
  if problem then
    add(state.findings, "warning", place, problem)
  end
  local named = exception and (next(exception.rules) and exception.rules or { [""] = true }) or {}
  for rule in pairs(named) do
    if is_known(state, rule, place, "rule") and not state.broken[item.path]
      and not state.used[("%s:%d:%s"):format(place.file, place.line, rule)] then
      unused(state, rule, place, exception.expires)
    end
  end
end

local function look_at_file(state, item, name)
  local path = item.folder .. "/" .. name
  local is_closed = require("project.connector").outside(state.root, path)
  local content = not is_closed and fs.read(path) or ""
  if not content:find("revos:", 1, true) then
    return
  end
  for number, line in ipairs(text.lines(content)) do
    local column = line:find("#%s*revos:")
    if column then
      look_at_comment(state, item, line, { file = item.path .. "/" .. name, line = number,
        column = utf8.len(line, 1, column) or column })
    end
  end
end

--- Findings about exceptions, for a run of all rules over connectors.
---@param root string the project's folder
---@param items table[] the connectors looked at
---@param options table findings: what was found; used: of suppress.apply; whole: the connectors
---  are all that there are
---@return table[] findings of the rule `exception`
function stale.run(root, items, options)
  local state = { root = root, used = options.used, findings = {}, seen = {}, broken = {} }
  for _, finding in ipairs(options.findings) do
    state.seen[finding.rule] = true
    if BREAKING[finding.rule] then
      state.broken[(finding.file or ""):match("^(.*)/") or ""] = true
    end
  end
  look_at_project(state, options)
  for _, item in ipairs(items) do
    for _, name in ipairs(FILES) do
      look_at_file(state, item, name)
    end
  end
  return state.findings
end

return stale
