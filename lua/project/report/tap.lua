--- Findings as TAP version 13.
local cases = require("project.report.cases")
local json = require("host.json")

local tap = {}

-- A description holds no line end, and no "#", which would begin a directive.
local function description(text)
  return (text:gsub("%c+", " "):gsub("[\\#]", "\\%0"))
end

local KEYS = { "problem", "rule", "severity", "file", "line", "column", "path", "suggestion" }

local function diagnostics(out, details)
  local first = true
  for _, key in ipairs(KEYS) do
    if details[key] ~= nil then
      if first then
        out:line("  ---")
      end
      first = false
      out:line("  %s: %s", key, json.encode(details[key]))
    end
  end
  if not first then
    out:line("  ...")
  end
end

--- Write the lines of tests.
---@param out table cli.output
---@param list table[] { fails: boolean, text: string, details: table of KEYS or nil }
function tap.tests(out, list)
  out:line("TAP version 13")
  out:line("1..%d", #list)
  for i, one in ipairs(list) do
    out:line("%s %d - %s", one.fails and "not ok" or "ok", i, description(one.text))
    diagnostics(out, one.details or {})
  end
end

--- Write the lines of findings.
function tap.write(out, findings, _, options)
  local list = {}
  for i, case in ipairs(cases.list(findings, options)) do
    local finding = case.finding
    list[i] = { text = case.path }
    if finding then
      list[i] = { fails = cases.fails(finding, options), details = finding,
        text = cases.at(finding, ("%s [%s]"):format(finding.message, finding.rule)) }
    end
  end
  tap.tests(out, list)
end

return tap
