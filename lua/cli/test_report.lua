--- Outcomes of tests of scripts, policies and templates, told in one way.
local json = require("host.json")

local test_report = {}

--- A row of the report.
---@param subject string what is tested: script, policy or template
---@param of string its name
---@param result table { name, problem }
---@param file string|nil where the test stands
---@return table
function test_report.row(subject, of, result, file)
  local row = json.new_object({ { subject, of }, { "name", result.name },
    { "passed", result.problem == nil } })
  row.file = file
  row.problem = result.problem
  return row
end

--- Print the rows and how many failed; with --quiet only those that did.
---@param ctx table of a command
---@param subject string as of `row`
---@param rows table[]
---@return boolean ok all passed
function test_report.write(ctx, subject, rows)
  local failed = 0
  for _, row in ipairs(rows) do
    failed = failed + (row.passed and 0 or 1)
  end
  if ctx.args.json then
    ctx.out:json(json.new_object({
      { "tests", json.new_array(rows) },
      { "summary", json.new_object({ { "passed", #rows - failed }, { "failed", failed } }) },
    }))
    return failed == 0
  end
  for _, row in ipairs(rows) do
    if not row.passed then
      ctx.out:line("%s %s: %s", ctx.out:style("red", "not ok"), row[subject], row.name)
      ctx.out:line("    %s", row.problem)
    elseif not ctx.args.quiet then
      ctx.out:line("%s %s: %s", ctx.out:style("green", "ok"), row[subject], row.name)
    end
  end
  ctx.out:line("%d passed, %d failed", #rows - failed, failed)
  return failed == 0
end

return test_report
