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

local function failures(list)
  local count = 0
  for _, case in ipairs(list) do
    count = count + (case.type and 1 or 0)
  end
  return count
end

local function write_case(out, case)
  local head = ('<testcase classname="%s" name="%s" time="0"'):format(xml(case.class),
    xml(case.name))
  if not case.type then
    out:raw("    " .. head .. "/>\n")
    return
  end
  local failure = ('<failure type="%s" message="%s">%s</failure>'):format(xml(case.type),
    xml(case.message), xml(case.text))
  out:raw(("    %s>\n      %s\n    </testcase>\n"):format(head, failure))
end

--- Write the report of tests.
---@param out table cli.output
---@param list table[] { class, name }, of one that fails also { type, message, text }
---@param title string of the suite
---@param notes string|nil its output
function junit.tests(out, list, title, notes)
  local now = require("util.time").rfc3339():sub(1, -2)
  out:raw('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n')
  out:raw(('  <testsuite name="%s" package="revos" id="0" timestamp="%s" hostname="localhost" '
    .. 'tests="%d" failures="%d" errors="0" time="0">\n'):format(
    xml(title), now, #list, failures(list)))
  -- Older schemas of Jenkins want one property or no element of properties, that of Ant wants one.
  out:raw(('    <properties>\n      <property name="revos" value="%s"/>\n    </properties>\n')
    :format(require("host.embedded").version))
  for _, case in ipairs(list) do
    write_case(out, case)
  end
  out:raw(("    <system-out>%s</system-out>\n"):format(xml(notes or "")))
  out:raw("    <system-err/>\n")
  out:raw("  </testsuite>\n</testsuites>\n")
end

local function case_of(finding, options)
  local case = { class = finding.file or options.title,
    name = ("%s:%d:%d"):format(finding.rule, finding.line or 1, finding.column or 1) }
  if cases.fails(finding, options) then
    case.type, case.message = finding.rule, finding.message
    case.text = cases.at(finding, finding.message)
  end
  return case
end

--- Write the report of findings; what is no failure, as the output of the suite.
function junit.write(out, findings, _, options)
  local list, notes = {}, {}
  for i, case in ipairs(cases.list(findings, options)) do
    local finding = case.finding
    list[i] = finding and case_of(finding, options) or { class = case.path, name = options.title }
    if finding and not list[i].type then
      notes[#notes + 1] = cases.at(finding, ("%s: %s [%s]"):format(finding.severity,
        finding.message, finding.rule))
    end
  end
  junit.tests(out, list, options.title, table.concat(notes, "\n"))
end

return junit
