local outcome = require("revos.workspace").outcome

-- Carries the items out; a line for each as it is done, in path order.
local function run_items(ctx, session, items)
  local report = require("revos.workspace").report
  local widths = report.widths(session.selected)
  return require("revos.workspace").carry.out(session, items, { dry_run = ctx.args.dry_run,
    tell = function(item, result)
      if item.note then
        ctx:note("%s: %s", item.connector.path, item.note)
      end
      if not ctx.args.json then
        ctx.out:line("%s", report.line(result, widths))
      end
    end })
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

local function options_of(ctx, session, saved)
  local from = saved or ctx.args
  return {
    adopt = from.adopt,
    force = from.force,
    confirm = function(question)
      return not ctx.args.dry_run and not saved and (ctx.args.yes or ctx:may_ask())
        and ctx:confirm(question) or false
    end,
    check = require("revos.workspace").checks.maker(session.project, ctx.args.policies ~= false),
  }
end

local function apply(ctx, session, saved)
  local items, message, code, details = require("revos.workspace").plan.make(session.workspace,
    session.connectors, session.selected, options_of(ctx, session, saved))
  if not items then
    return nil, message, code, details
  end
  local stale = saved and require("revos.workspace").saved_plan.stale(saved, session, items)
  if stale then
    return nil, "the plan no longer holds: " .. stale, "conflict",
      { hint = "make it anew with 'revos diff --out'" }
  elseif not ctx.args.dry_run then
    require("revos.workspace").target.tell(ctx, session.workspace)
  end
  local results, signal = run_items(ctx, session, items)
  local counts = require("revos.workspace").report.summary(results)
  show(ctx, results, counts, session.workspace.name)
  return require("revos.workspace").carry.verdict(ctx, results, signal)
end

-- The plan that the arguments name, false when they name connectors.
local function saved_of(ctx)
  local saved_plan, paths = require("revos.workspace").saved_plan, ctx.args.path
  if not paths[1] or not saved_plan.is_file(paths[1]) then
    return false
  elseif paths[2] or ctx.args.adopt or ctx.args.force then
    return nil, "a plan is applied as it is: without other connectors, --adopt or --force", "usage"
  end
  local saved, message, code = saved_plan.read(paths[1])
  if not saved then
    return nil, message, code
  elseif ctx.args.workspace and ctx.args.workspace ~= saved.workspace then
    return nil, ("%s: is a plan for workspace %s"):format(paths[1], saved.workspace), "conflict"
  end
  ctx.args.workspace = saved.workspace
  return saved
end

return {
  summary = "Register or update connectors in the workspace",
  arguments = { { name = "path", many = true, optional = true, complete = "connectors",
    doc = "a connector's folder or slug, or a folder above; all connectors by default;"
      .. " or a plan of 'revos diff --out'" } },
  options = {
    { name = "dry-run", type = "boolean", doc = "show what would be done, change nothing" },
    { name = "adopt", type = "boolean",
      doc = "take over connectors that are registered under the same name" },
    { name = "force", type = "boolean", doc = "register anew what the workspace no longer has" },
    { name = "policies", type = "boolean", default = true, negated = true,
      doc = "leave policies out" },
  },
  examples = { "revos apply", "revos apply connectors/my-source --dry-run",
    "revos apply -w production --adopt", "revos apply plan.json" },
  run = function(ctx)
    local saved, message, code = saved_of(ctx)
    if saved == nil then
      return nil, message, code
    end
    local paths = saved and require("revos.workspace").saved_plan.paths(saved) or ctx.args.path
    local session <close>, problem, kind, details = require("revos.workspace").session.begin(ctx,
      { paths = paths, writes = not ctx.args.dry_run and "apply" or nil })
    if not session then
      local is_stale = saved and kind == "not_found"
      return nil, is_stale and "the plan no longer holds: " .. problem or problem,
        is_stale and "conflict" or kind, details
    elseif saved and not paths[1] then
      session.selected = {}
    end
    return apply(ctx, session, saved)
  end,
}
