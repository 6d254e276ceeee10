local outcome = require("revos.workspace").outcome

-- What a run that writes would answer, for --dry-run.
local function foreseen(item)
  local result = outcome.of(item, item.remote)
  if item.action == "create" then
    result.version = 1
  elseif item.body and result.version then
    result.version = result.version + 1
  end
  return result
end

local function carry_out(session, item)
  local made, message, code, details = require("revos.workspace").apply.one(session, item)
  return outcome.of(item, made, not made and { message = message, code = code, details = details }
    or nil)
end

local function run_items(ctx, session, items)
  local report = require("revos.workspace").report
  local widths, results = report.widths(session.selected), {}
  for i, item in ipairs(items) do
    if item.note then
      ctx:note("%s: %s", item.connector.path, item.note)
    end
    local result = item.problem and outcome.of(item, item.remote, item.problem)
      or ctx.args.dry_run and foreseen(item)
      or carry_out(session, item)
    results[i] = result
    if not ctx.args.json then
      ctx.out:line("%s", report.line(result, widths))
    end
  end
  return results
end

local function show(ctx, results, counts, workspace)
  if ctx.args.json then
    ctx.out:json(outcome.document(results, counts, workspace))
  else
    ctx.out:line("%s", require("revos.workspace").report.summary_line(counts, workspace))
  end
  if ctx.args.dry_run then
    ctx:note("nothing was changed: this was a dry run")
  end
end

local function apply(ctx, session)
  local items, message, code, details = require("revos.workspace").plan.make(session.workspace,
    session.connectors,
    session.selected, {
      adopt = ctx.args.adopt,
      force = ctx.args.force,
      confirm = function(question)
        return not ctx.args.dry_run and (ctx.args.yes or ctx:may_ask()) and ctx:confirm(question)
          or false
      end,
      check = require("revos.workspace").checks.maker(session.project, ctx.args.policies ~= false),
    })
  if not items then
    return nil, message, code, details
  end
  local results = run_items(ctx, session, items)
  local counts = require("revos.workspace").report.summary(results)
  show(ctx, results, counts, session.workspace.name)
  return outcome.verdict(ctx, results)
end

return {
  summary = "Register or update connectors in the workspace",
  arguments = { { name = "path", many = true, optional = true,
    doc = "a connector's folder or slug, or a folder above; all connectors by default" } },
  options = {
    { name = "dry-run", type = "boolean", doc = "show what would be done, change nothing" },
    { name = "adopt", type = "boolean",
      doc = "take over connectors that are registered under the same name" },
    { name = "force", type = "boolean", doc = "register anew what the workspace no longer has" },
    { name = "policies", type = "boolean", default = true, negated = true,
      doc = "leave policies out" },
  },
  examples = { "revos apply", "revos apply connectors/my-source --dry-run",
    "revos apply -w production --adopt" },
  run = function(ctx)
    local session, message, code, details = require("revos.workspace").session.begin(ctx,
      { paths = ctx.args.path, writes = not ctx.args.dry_run and "apply" or nil })
    if not session then
      return nil, message, code, details
    end
    local result = table.pack(apply(ctx, session))
    session:finish()
    return table.unpack(result, 1, result.n)
  end,
}
