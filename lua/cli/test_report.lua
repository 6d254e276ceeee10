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

--- The option of a command that chooses what `write` writes.
---@return table
function test_report.option()
  return { name = "format", choices = { "text", "json", "junit", "tap" }, default = "text",
    doc = "how outcomes are printed" }
end

local writers = {}

function writers.json(ctx, _, rows, failed)
  ctx.out:json(json.new_object({
    { "tests", json.new_array(rows) },
    { "summary", json.new_object({ { "passed", #rows - failed }, { "failed", failed } }) },
  }))
end

function writers.text(ctx, subject, rows, failed)
  for _, row in ipairs(rows) do
    if not row.passed then
      ctx.out:line("%s %s: %s", ctx.out:style("red", "not ok"), row[subject], row.name)
      ctx.out:line("    %s", row.problem)
    elseif not ctx.args.quiet then
      ctx.out:line("%s %s: %s", ctx.out:style("green", "ok"), row[subject], row.name)
    end
  end
  ctx.out:line("%d passed, %d failed", #rows - failed, failed)
end

function writers.tap(ctx, subject, rows)
  local list = {}
  for i, row in ipairs(rows) do
    list[i] = { fails = not row.passed, details = row,
      text = ("%s %s: %s"):format(subject, row[subject], row.name) }
  end
  require("project.report.tap").tests(ctx.out, list)
end

function writers.junit(ctx, subject, rows)
  local list = {}
  for i, row in ipairs(rows) do
    list[i] = { class = ("%s %s"):format(subject, row[subject]), name = row.name,
      type = not row.passed and "test" or nil, message = row.problem, text = row.problem }
  end
  require("project.report.junit").tests(ctx.out, list, ("revos %s test"):format(subject))
end

--- Print the rows in the format that --format names. As text also how many failed, and with
--- --quiet only those that did.
---@param ctx table of a command
---@param subject string as of `row`
---@param rows table[]
---@return boolean ok all passed
function test_report.write(ctx, subject, rows)
  local failed = 0
  for _, row in ipairs(rows) do
    failed = failed + (row.passed and 0 or 1)
  end
  writers[ctx.args.json and "json" or ctx.args.format](ctx, subject, rows, failed)
  return failed == 0
end

return test_report
