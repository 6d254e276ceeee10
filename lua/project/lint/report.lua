--- Findings on standard output, in one of several formats.
local cases = require("util.later")("project.report.cases")
local json = require("host.json")

local report = {}

local colors = { error = "red", warning = "yellow", info = "blue" }

--- A finding as a JSON value.
---@param finding table
---@return table
function report.object(finding)
  local members = json.new_object({
    { "rule", finding.rule }, { "severity", finding.severity }, { "message", finding.message },
  })
  for _, key in ipairs({ "file", "line", "column", "path", "suggestion" }) do
    members[key] = finding[key]
  end
  return members
end

--- Findings and their summary as one JSON value.
---@param findings table[]
---@param summary table of `summary`
---@return table
function report.document(findings, summary)
  local list = json.new_array()
  for i, finding in ipairs(findings) do
    list[i] = report.object(finding)
  end
  return json.new_object({ { "findings", list }, { "summary", json.new_object({
    { "error", summary.error }, { "warning", summary.warning }, { "info", summary.info },
    { "suppressed", summary.suppressed },
  }) } })
end

--- The option of a command that chooses what `write` writes.
---@return table
function report.option()
  return {
    name = "format",
    choices = { "text", "json", "sarif", "junit", "github", "tap" },
    default = "text",
    doc = "how findings are printed",
  }
end

local writers = {}

function writers.text(out, findings, summary, options)
  for _, finding in ipairs(findings) do
    local severity = out:style(colors[finding.severity], finding.severity)
    local hint = require("util.suggest").told(finding.suggestion, finding.message)
    hint = hint and (" (%s)"):format(hint) or ""
    local message = finding.message:gsub("%s*\n%s*", " ")
    out:line("%s: %s: %s%s [%s]", cases.place(finding), severity, message, hint, finding.rule)
  end
  local plural = require("util.text").count
  local silenced = summary.suppressed > 0 and (", %d suppressed"):format(summary.suppressed) or ""
  out:line("%s, %s, %s in %s%s", plural(summary.error, "error"),
    plural(summary.warning, "warning"), plural(summary.info, "note"),
    plural(#options.items, "connector"), silenced)
end

function writers.json(out, findings, summary)
  out:json(report.document(findings, summary))
end

-- A workflow of GitHub knows files by their path in the repository, of which the project may be a
-- folder.
local function in_repository(findings)
  local repository = require("host.process").getenv("GITHUB_WORKSPACE")
  local root = repository and require("project.find").root()
  repository = root and require("host.fs").realpath(repository)
  local prefix = repository and require("util.path").below(root, repository)
  if not prefix or prefix == "" or prefix == "." then
    return findings
  end
  local moved = {}
  for i, finding in ipairs(findings) do
    moved[i] = setmetatable({ file = finding.file and prefix .. "/" .. finding.file },
      { __index = finding })
  end
  return moved
end

--- Print findings.
---@param out table cli.output
---@param format string text json sarif junit github tap
---@param findings table[]
---@param summary table of lint.summary
---@param options table items: the connectors looked at; title: of the whole, such as "revos lint";
---  strict: whether warnings count as errors
function report.write(out, format, findings, summary, options)
  local write = writers[format] or require("project.report." .. format).write
  local by_service = format == "github" or format == "sarif"
  write(out, by_service and in_repository(findings) or findings, summary, options)
end

return report
