local spelling = require("project.lint.spelling")

return {
  ["durations are told from what only looks like one"] = function(t)
    for _, text in ipairs({ "P1D", "PT1S", "P1Y2M3W4DT5H6M7S", "PT0.5S", "P30D", "-P1D" }) do
      t.truthy(spelling.is_duration(text), text)
    end
    for _, text in ipairs({ "P1", "PT31D", "PT1W", "p1d", "1D", "P", "P60", "P1.D", "" }) do
      t.truthy(not spelling.is_duration(text), text)
    end
  end,
  ["a mended duration is offered"] = function(t)
    t.equal(spelling.mend_duration("P60"), "P60D")
    t.equal(spelling.mend_duration("PT31D"), "P31D")
    t.equal(spelling.mend_duration("p1d"), "P1D")
    t.equal(spelling.mend_duration("nonsense"), nil)
  end,
  ["formats of dates need known directives"] = function(t)
    t.equal(spelling.date_problem("%Y-%m-%dT%H:%M:%S.%fZ"), nil)
    t.equal(spelling.date_problem("%s"), nil)
    t.equal(spelling.date_problem("%epoch_microseconds"), nil)
    t.match(spelling.date_problem("%Y-%Q-%d"), "unknown directive '%%Q'")
    t.match(spelling.date_problem("%Y-%N-%d"), "unknown directive '%%N'")
    t.equal(spelling.date_problem("%FT%T"), nil)
    t.match(spelling.date_problem("%FT%T", true), "unknown directive '%%F'")
    t.match(spelling.date_problem("YYYY-MM-DD"), "no directive")
    t.equal(select(2, spelling.date_problem("YYYY-MM-DDTHH:mm:ssZ")), "%Y-%m-%dT%H:%M:%SZ")
    t.equal(select(2, spelling.date_problem("%Y-%Q-%d")), "%Y-%m-%d")
  end,
}
