--- Findings as a JUnit report, within what the schemas of Ant and of Jenkins all allow.
local cases = require("project.report.cases")

local junit = {}

local names = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;",
  ["\n"] = "&#10;", ["\t"] = "&#9;" }

-- Bytes that are no UTF-8 as question marks.
local function sound(text)
  local parts, at = {}, 1
  while true do
    local _, bad = utf8.len(text, at)
    parts[#parts + 1] = text:sub(at, bad and bad - 1 or -1)
    if not bad then
      return table.concat(parts)
    end
    parts[#parts + 1], at = "?", bad + 1
  end
end

-- Text of XML 1.0, which has no control characters but tab and newline.
local function xml(text)
  text = sound(tostring(text)):gsub("\r\n?", "\n"):gsub("[%z\1-\8\11-\31\127]", "")
  return (text:gsub("\xef\xbf[\xbe\xbf]", ""):gsub('[&<>"\n\t]', names))
end

local function count(list, options)
  local failures = 0
  for _, case in ipairs(list) do
    failures = failures + (case.finding and cases.fails(case.finding, options) and 1 or 0)
  end
  return failures
end

local function write_case(out, case, options)
  local finding = case.finding
  local class = finding and (finding.file or options.title) or case.path
  local name = finding and ("%s:%d:%d"):format(finding.rule, finding.line or 1, finding.column or 1)
    or options.title
  local head = ('<testcase classname="%s" name="%s" time="0"'):format(xml(class), xml(name))
  if not finding or not cases.fails(finding, options) then
    out:raw("    " .. head .. "/>\n")
    return
  end
  local failure = ('<failure type="%s" message="%s">%s</failure>'):format(xml(finding.rule),
    xml(finding.message), xml(cases.at(finding, finding.message)))
  out:raw(("    %s>\n      %s\n    </testcase>\n"):format(head, failure))
end

-- What is no failure, as the output of the suite.
local function notes(list, options)
  local lines = {}
  for _, case in ipairs(list) do
    local finding = case.finding
    if finding and not cases.fails(finding, options) then
      lines[#lines + 1] = cases.at(finding, ("%s: %s [%s]"):format(finding.severity,
        finding.message, finding.rule))
    end
  end
  return table.concat(lines, "\n")
end

--- Write the report.
function junit.write(out, findings, _, options)
  local list = cases.list(findings, options)
  local now = require("util.time").rfc3339():sub(1, -2)
  out:raw('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n')
  out:raw(('  <testsuite name="%s" package="revos" id="0" timestamp="%s" hostname="localhost" '
    .. 'tests="%d" failures="%d" errors="0" time="0">\n'):format(
    xml(options.title), now, #list, count(list, options)))
  -- Older schemas of Jenkins want one property or no element of properties, that of Ant wants one.
  out:raw(('    <properties>\n      <property name="revos" value="%s"/>\n    </properties>\n')
    :format(require("host.embedded").version))
  for _, case in ipairs(list) do
    write_case(out, case, options)
  end
  out:raw(("    <system-out>%s</system-out>\n"):format(xml(notes(list, options))))
  out:raw("    <system-err/>\n")
  out:raw("  </testsuite>\n</testsuites>\n")
end

return junit
