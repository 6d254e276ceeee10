--- Findings as a SARIF 2.1.0 log, the format of code scanning.
local json = require("host.json")

local sarif = {}

local levels = { error = "error", warning = "warning", info = "note" }

-- A path of the project as a relative reference of RFC 3986.
local function uri(path)
  return (path:gsub("[^%w%-._~/!$&'()*+,;=@]", function(char)
    return ("%%%02X"):format(char:byte())
  end))
end

local function location(finding)
  local physical = json.new_object({ { "artifactLocation", json.new_object({
    { "uri", uri(finding.file or "revos.yaml") }, { "uriBaseId", "%SRCROOT%" },
  }) } })
  physical.region = json.new_object({
    { "startLine", finding.line or 1 }, { "startColumn", finding.column or 1 },
  })
  return json.new_object({ { "physicalLocation", physical } })
end

-- The same finding of another run, wherever its line has moved to.
local function fingerprint(finding)
  local parts = { finding.rule, finding.file or "", finding.path or "", finding.message }
  return require("host.hash").sha256(table.concat(parts, "\0"))
end

local function result_of(finding, rule_index)
  local hint = require("util.suggest").told(finding.suggestion, finding.message)
  return json.new_object({
    { "ruleId", finding.rule },
    { "ruleIndex", rule_index },
    { "level", levels[finding.severity] },
    { "message", json.new_object({ { "text",
      finding.message .. (hint and (" (%s)"):format(hint) or "") } }) },
    { "locations", json.new_array({ location(finding) }) },
    { "partialFingerprints", json.new_object({ { "revosFinding/v1", fingerprint(finding) } }) },
  })
end

local function rule_of(finding)
  local text = finding.summary or require("project.lint.rules")[finding.rule] or finding.rule
  return json.new_object({
    { "id", finding.rule },
    { "shortDescription", json.new_object({ { "text", text } }) },
    { "defaultConfiguration", json.new_object({ { "level", levels[finding.severity] } }) },
  })
end

--- Write the log.
---@param out table cli.output
---@param findings table[]
function sarif.write(out, findings)
  local results, rules, indexes = json.new_array(), json.new_array(), {}
  for i, finding in ipairs(findings) do
    if not indexes[finding.rule] then
      rules[#rules + 1] = rule_of(finding)
      indexes[finding.rule] = #rules - 1
    end
    results[i] = result_of(finding, indexes[finding.rule])
  end
  local driver = json.new_object({
    { "name", "revos" },
    { "version", require("host.embedded").version },
    { "rules", rules },
  })
  local run = json.new_object({
    { "tool", json.new_object({ { "driver", driver } }) },
    { "columnKind", "unicodeCodePoints" },
    { "results", results },
  })
  out:raw(json.encode(json.new_object({
    { "$schema", "https://json.schemastore.org/sarif-2.1.0.json" },
    { "version", "2.1.0" },
    { "runs", json.new_array({ run }) },
  })) .. "\n")
end

return sarif
