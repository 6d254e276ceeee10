--- Findings as workflow commands of GitHub, which shows them beside the lines.
local cases = require("project.report.cases")

local github = {}

local words = { error = "error", warning = "warning", info = "notice" }
local order = { error = 1, warning = 2, info = 3 }

local function data(text)
  return (text:gsub("%%", "%%25"):gsub("\r", "%%0D"):gsub("\n", "%%0A"))
end

local function property(text)
  return (data(text):gsub(":", "%%3A"):gsub(",", "%%2C"))
end

-- Errors first: the service shows ten of each kind.
local function by_severity(findings)
  local list = {}
  for i, finding in ipairs(findings) do
    list[i] = { finding = finding, at = i }
  end
  table.sort(list, function(a, b)
    local left, right = order[a.finding.severity], order[b.finding.severity]
    if left ~= right then
      return left < right
    end
    return a.at < b.at
  end)
  return list
end

local function properties(finding)
  local parts = {}
  if finding.file then
    parts[1] = "file=" .. property(finding.file)
    parts[2] = finding.line and ("line=%d"):format(finding.line)
    parts[3] = finding.line and ("col=%d"):format(finding.column or 1)
  end
  parts[#parts + 1] = "title=" .. property(finding.rule)
  return table.concat(parts, ",")
end

--- Write the commands. The place is in the message too, so that the log can be read.
function github.write(out, findings)
  for _, one in ipairs(by_severity(findings)) do
    local finding = one.finding
    out:line("%s", ("::%s %s::%s"):format(words[finding.severity], properties(finding),
      data(cases.at(finding, finding.message))))
  end
end

return github
