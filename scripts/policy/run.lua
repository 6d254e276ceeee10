-- Policies pass over a connector that cannot be read: nobody is to take that for a yes.
local function all_read(project, items)
  for _, item in ipairs(items) do
    local ok, message, code = require("revos.project").connector.load(project, item)
    if not ok then
      return nil, message, code
    end
  end
  return true
end

return {
  summary = "Run the policies over connectors",
  arguments = { { name = "path", many = true, complete = "connectors",
    doc = "connectors; all of them by default" } },
  options = { require("revos.project").report.option() },
  examples = { "revos policy run", "revos policy run connectors/billing --json" },
  run = function(ctx)
    local lint = require("revos.project").lint
    local project = ctx.project
    local items, message, code, details = project:select(ctx.args.path)
    if not items then
      return nil, message, code, details
    end
    local findings
    findings, message, code, details = require("revos.policies").policy.run(project.root, items)
    if not findings then
      return nil, message, code, details
    end
    local done, failure, failure_code = all_read(project, items)
    if done then
      done, failure, failure_code = require("revos.policies").policy.all_done(findings)
    end
    local shown, suppressed = require("revos.project").suppress.apply(project.root, findings)
    lint.sort(shown)
    local summary = lint.summary(shown, suppressed)
    local format = ctx.args.json and "json" or ctx.args.format
    require("revos.project").report.write(ctx.out, format, shown, summary,
      { items = items, title = "revos policy run" })
    if not done then
      return nil, failure, failure_code
    end
    return summary.error == 0
  end,
}
