--- Findings as TAP version 13.
local cases = require("project.report.cases")
local json = require("host.json")

local tap = {}

-- A description holds no line end, and no "#", which would begin a directive.
local function description(text)
  return (text:gsub("%c+", " "):gsub("[\\#]", "\\%0"))
end

local function diagnostics(out, finding)
  out:line("  ---")
  for _, key in ipairs({ "rule", "severity", "file", "line", "column", "path", "suggestion" }) do
    if finding[key] ~= nil then
      out:line("  %s: %s", key, json.encode(finding[key]))
    end
  end
  out:line("  ...")
end

--- Write the lines.
function tap.write(out, findings, _, options)
  local list = cases.list(findings, options)
  out:line("TAP version 13")
  out:line("1..%d", #list)
  for i, case in ipairs(list) do
    local finding = case.finding
    if finding then
      out:line("%s %d - %s", cases.fails(finding, options) and "not ok" or "ok", i,
        description(cases.at(finding, ("%s [%s]"):format(finding.message, finding.rule))))
      diagnostics(out, finding)
    else
      out:line("ok %d - %s", i, description(case.path))
    end
  end
end

return tap
