--- Everything about a project that can be told without the network.
local connector_lint = require("project.lint.connector")

local lint = {}

local order = { error = 1, warning = 2, info = 3 }

local function compare(a, b)
  if a.file ~= b.file then
    return (a.file or "") < (b.file or "")
  elseif (a.line or 0) ~= (b.line or 0) then
    return (a.line or 0) < (b.line or 0)
  elseif (a.column or 0) ~= (b.column or 0) then
    return (a.column or 0) < (b.column or 0)
  end
  return a.message < b.message
end

--- All findings of a project: revos.yaml and the connectors named.
---@param root string the project's folder
---@param items table[] of project:select
---@param each function|nil called with each item and its documents, see policy.input
---@return table[] findings sorted by place
function lint.run(root, items, each)
  local findings = require("project.lint.project_file").run(root)
  local loaded = {}
  for i, item in ipairs(items) do
    local documents
    loaded[i], documents = connector_lint.run(root, item, findings)
    if each then
      each(item, documents)
    end
  end
  require("project.lint.shared_ids")(root, loaded, findings)
  table.sort(findings, compare)
  return findings
end

-- What is never sent, the local config, does not keep a connector from being sent.
local function without_config(findings)
  local kept = {}
  for _, finding in ipairs(findings) do
    if not (finding.file or ""):find("/secrets/", 1, true) then
      kept[#kept + 1] = finding
    end
  end
  return kept
end

--- Findings of one connector, as apply wants them: what comments silence is left out.
---@param project table of project.project
---@param item table { slug, path, folder }, a loaded connector too
---@param options { policies: boolean }
---@return table[]|nil findings, string|nil message, string|nil code
function lint.connector(project, item, options)
  local findings = {}
  local _, documents = connector_lint.run(project.root, item, findings)
  if options.policies then
    local policy = require("policy")
    local found, message, code = policy.run(project.root, { item }, { documents })
    local ok, problem, kind = policy.all_done(found or {})
    if not found or not ok then
      return nil, message or problem, code or kind
    end
    table.move(found, 1, #found, #findings + 1, findings)
  end
  findings = without_config(findings)
  table.sort(findings, compare)
  return (require("project.lint.suppress").apply(project.root, findings))
end

--- How many findings there are of each severity.
---@param findings table[]
---@param suppressed integer|nil how many were silenced
---@return table counts { error, warning, info, suppressed }
function lint.summary(findings, suppressed)
  local counts = { error = 0, warning = 0, info = 0, suppressed = suppressed or 0 }
  for _, finding in ipairs(findings) do
    counts[finding.severity] = counts[finding.severity] + 1
  end
  return counts
end

--- Sort findings by place.
---@param findings table[]
lint.sort = function(findings)
  table.sort(findings, compare)
end
lint.order = order

return lint
