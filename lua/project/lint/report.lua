--- Findings on standard output, in one of several formats.
local json = require("host.json")

local report = {}

local colors = { error = "red", warning = "yellow", info = "blue" }

--- A finding as a JSON value.
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

local function place(finding)
  if not finding.line then
    return finding.file or ""
  end
  return ("%s:%d:%d"):format(finding.file, finding.line, finding.column or 1)
end

local writers = {}

function writers.text(out, findings, summary, count)
  for _, finding in ipairs(findings) do
    local severity = out:style(colors[finding.severity], finding.severity)
    local hint = finding.suggestion and (" (did you mean '%s'?)"):format(finding.suggestion) or ""
    out:line("%s: %s: %s%s [%s]", place(finding), severity, finding.message, hint, finding.rule)
  end
  local plural = require("util.text").count
  out:line("%s, %s, %s in %s", plural(summary.error, "error"), plural(summary.warning, "warning"),
    plural(summary.info, "note"), plural(count, "connector"))
end

function writers.json(out, findings, summary)
  out:json(report.document(findings, summary))
end

local function escape(text)
  return (text:gsub("%%", "%%25"):gsub("\r", "%%0D"):gsub("\n", "%%0A"))
end

function writers.github(out, findings)
  local words = { error = "error", warning = "warning", info = "notice" }
  for _, finding in ipairs(findings) do
    local file = escape(finding.file or ""):gsub(",", "%%2C"):gsub(":", "%%3A")
    out:line("::%s file=%s,line=%d,col=%d,title=%s::%s", words[finding.severity], file,
      finding.line or 1, finding.column or 1, finding.rule, escape(finding.message))
  end
end

function writers.tap(out, findings)
  out:line("TAP version 13")
  out:line("1..%d", math.max(#findings, 1))
  if #findings == 0 then
    out:line("ok 1 - no findings")
  end
  for i, finding in ipairs(findings) do
    local word = finding.severity == "error" and "not ok" or "ok"
    out:line("%s %d - %s %s [%s]", word, i, place(finding), finding.message:gsub("#", "\\#"),
      finding.rule)
  end
end

local function xml(text)
  local names = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }
  return (require("cli.output").clean(tostring(text)):gsub('[&<>"]', names))
end

function writers.junit(out, findings, summary)
  out:line('<?xml version="1.0" encoding="UTF-8"?>')
  out:line('<testsuites><testsuite name="revos lint" tests="%d" failures="%d">',
    math.max(#findings, 1), summary.error)
  if #findings == 0 then
    out:line('<testcase classname="revos" name="lint"/>')
  end
  for _, finding in ipairs(findings) do
    local tag = finding.severity == "error" and "failure" or "system-out"
    out:line('<testcase classname="%s" name="%s"><%s>%s</%s></testcase>', xml(finding.file or ""),
      xml(("%s:%d"):format(finding.rule, finding.line or 1)), tag,
      xml(place(finding) .. ": " .. finding.message), tag)
  end
  out:line("</testsuite></testsuites>")
end

local function sarif_result(finding)
  local levels = { error = "error", warning = "warning", info = "note" }
  return json.new_object({
    { "ruleId", finding.rule },
    { "level", levels[finding.severity] },
    { "message", json.new_object({ { "text", finding.message } }) },
    { "locations", json.new_array({ json.new_object({ { "physicalLocation", json.new_object({
      { "artifactLocation", json.new_object({ { "uri", finding.file or "" } }) },
      { "region", json.new_object({
        { "startLine", finding.line or 1 }, { "startColumn", finding.column or 1 },
      }) },
    }) } }) }) },
  })
end

function writers.sarif(out, findings)
  local results, rules, seen = json.new_array(), json.new_array(), {}
  for i, finding in ipairs(findings) do
    results[i] = sarif_result(finding)
    if not seen[finding.rule] then
      seen[finding.rule] = true
      rules[#rules + 1] = json.new_object({ { "id", finding.rule } })
    end
  end
  local driver = json.new_object({
    { "name", "revos" }, { "version", require("host.embedded").version }, { "rules", rules },
  })
  local run = json.new_object({ { "tool", json.new_object({ { "driver", driver } }) },
    { "results", results } })
  out:raw(json.encode(json.new_object({
    { "$schema", "https://json.schemastore.org/sarif-2.1.0.json" },
    { "version", "2.1.0" },
    { "runs", json.new_array({ run }) },
  })) .. "\n")
end

--- Print findings.
---@param out table cli.output
---@param format string text json sarif junit github tap
---@param findings table[]
---@param summary table of lint.summary
---@param count integer connectors looked at
function report.write(out, format, findings, summary, count)
  writers[format](out, findings, summary, count or 0)
end

return report
