local json = require("host.json")
local report = require("project.lint.report")

local findings = {
  { rule = "no-#", severity = "warning", file = "connectors/a b/manifest.yaml", line = 3,
    column = 2, path = "manifest.x", message = "100% <b> & \"q\"\27[1m\nnext # line, a:b" },
  { rule = "yaml", severity = "error", file = "connectors/bad/manifest.yaml", line = 1, column = 1,
    message = "\xff is no UTF-8", suggestion = "x" },
  { rule = "yaml", severity = "info", message = "of no file" },
}

local items = {
  { path = "connectors/a b" }, { path = "connectors/bad" }, { path = "connectors/good" },
}

local function written(format, list, strict)
  local parts = {}
  local out = require("cli.output").new({ write = function(text)
    parts[#parts + 1] = text
  end })
  report.write(out, format, list, { error = 1, warning = 1, info = 1, suppressed = 0 },
    { items = items, title = "revos lint", strict = strict })
  return table.concat(parts)
end

local function attributes(text, tag)
  local found = {}
  for attribute in text:match("<" .. tag .. "( [^>]*)>"):gmatch(" ([%w]+)=") do
    found[#found + 1] = attribute
  end
  return table.concat(found, " ")
end

return {
  ["SARIF has the members that its schema and code scanning ask for"] = function(t)
    local text = assert(require("host.fs").read("tests/data/sarif-members.json"))
    local schema = assert(json.decode(text))
    for _, list in ipairs({ {}, { findings[1] }, { findings[1], findings[3], findings[3] } }) do
      local log = assert(json.decode(written("sarif", list)))
      local ok, message = pcall(require("runtime.json_schema").validate, schema, log)
      t.equal(ok and message or nil, nil)
      t.equal(#log.runs[1].results, #list)
    end
    local log = assert(json.decode(written("sarif", { findings[1], findings[3] })))
    t.equal(log.runs[1].results[1].level, "warning")
    t.equal(log.runs[1].results[2].level, "note")
    t.equal(log.runs[1].results[2].ruleIndex, 1)
    local place = log.runs[1].results[1].locations[1].physicalLocation
    t.equal(place.artifactLocation.uri, "connectors/a%20b/manifest.yaml")
  end,

  ["a fingerprint stays when the line moves"] = function(t)
    local moved = { rule = "no-#", severity = "warning", file = findings[1].file, line = 9,
      path = "manifest.x", message = findings[1].message }
    local log = assert(json.decode(written("sarif", { findings[1], moved })))
    local results = log.runs[1].results
    t.equal(results[1].partialFingerprints["revosFinding/v1"],
      results[2].partialFingerprints["revosFinding/v1"])
  end,

  ["JUnit is XML with what the schema of Ant asks for, and nothing more"] = function(t)
    local text = written("junit", findings)
    local document = assert(require("host.xml").decode(text))
    local suite = document.testsuites.testsuite
    t.equal(attributes(text, "testsuite"),
      "name package id timestamp hostname tests failures errors time")
    t.equal(attributes(text, "testcase"), "classname name time")
    t.equal(attributes(text, "failure"), "type message")
    t.match(suite["@timestamp"], "^%d%d%d%d%-%d%d%-%d%dT%d%d:%d%d:%d%d$")
    t.equal(#suite.testcase, 4)
    t.equal(suite["@tests"], "4")
    t.equal(suite["@failures"], "1")
    t.match(text, "<properties>.*</properties>.*<testcase.*"
      .. "<system%-out>.*</system%-out>%s*<system%-err/>")
    t.match(suite["system-out"], 'warning: 100%% <b> & "q"%[1m\nnext # line, a:b %[no%-#%]')
    t.equal(text:find("[\27\xff]"), nil)
  end,

  ["strict makes failures of warnings"] = function(t)
    t.match(written("junit", findings, true), 'tests="4" failures="2"')
    t.match(written("tap", findings, true), "\nnot ok 2 %- connectors/a b")
  end,

  ["workflow commands escape what would end them; errors come first"] = function(t)
    local lines = {}
    for line in written("github", findings):gmatch("[^\n]+") do
      lines[#lines + 1] = line
    end
    t.equal(#lines, 3)
    t.match(lines[1], "^::error file=connectors/bad/manifest.yaml,line=1,col=1,title=yaml::")
    t.equal(lines[2], "::warning file=connectors/a b/manifest.yaml,line=3,col=2,title=no-#::"
      .. 'connectors/a b/manifest.yaml:3:2: 100%25 <b> & "q"[1m%0Anext # line, a:b')
    t.equal(lines[3], "::notice title=yaml::of no file")
    local odd = written("github", { { rule = "a,b:c", severity = "error", file = "x:1,y.yaml",
      line = 1, message = "m" } })
    t.match(odd, "^::error file=x%%3A1%%2Cy.yaml,line=1,col=1,title=a%%2Cb%%3Ac::x:1,y.yaml:1:1: m")
  end,

  ["TAP has a plan, a line a test, and no directive by accident"] = function(t)
    local text = written("tap", findings)
    t.match(text, "^TAP version 13\n1%.%.4\nok 1 %- connectors/good\nok 2 %- ")
    t.match(text, 'ok 2 %- connectors/a b/manifest.yaml:3:2: 100%% <b> & "q" %[1m next \\# line, '
      .. "a:b %[no%-\\#%]\n  %-%-%-\n")
    t.match(text, "\nnot ok 3 %- ")
    t.match(text, "\n  %.%.%.\nok 4 %- of no file")
    for line in text:gmatch("[^\n]+") do
      t.equal(line:find("^[no]") and line:find("[^\\]#"), nil)
    end
  end,

  ["without findings each connector has passed"] = function(t)
    t.match(written("tap", {}), "^TAP version 13\n1%.%.3\nok 1 %- connectors/a b\nok 2")
    t.match(written("junit", {}), 'tests="3" failures="0"')
    t.equal(written("github", {}), "")
  end,
}
