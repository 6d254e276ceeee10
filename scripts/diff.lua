local function change_of(session, item)
  local remote, message, code = require("revos.workspace").plan.remote(session.workspace, item)
  if message then
    return nil, message, code
  end
  local connector = item.connector
  local here = { name = connector.name, manifest = connector.manifest,
    components = connector.components }
  local parts = require("revos.workspace")
  return { path = connector.path, slug = connector.slug, name = connector.name,
    action = item.action,
    differences = parts.changes.hide(parts.difference.definitions(remote or {}, here), connector) }
end

-- Without --out what a run would ask about is no problem yet.
local function problem_of(ctx, item)
  local problem = item.problem
  if problem and item.action == "adopt" and problem.code == "exists" and not ctx.args.out then
    return nil
  end
  return problem
end

local function collect(ctx, session, items)
  local list, counts, problem = {}, require("revos.workspace").changes.counts(), nil
  for _, item in ipairs(items) do
    local found, change, message, code = problem_of(ctx, item), nil, nil, nil
    if found then
      message, code = found.message, found.code
    elseif item.action ~= "none" then
      change, message, code = change_of(session, item)
    end
    if message then
      ctx.err:line("%s", message)
      problem = problem or { code = code, details = found and found.details }
      counts.failed = counts.failed + 1
    else
      counts[item.action] = counts[item.action] + 1
      list[#list + 1] = change
    end
  end
  return list, counts, problem
end

local function show(ctx, session, list, counts)
  local changes = require("revos.workspace").changes
  if ctx.args.json then
    ctx.out:json(changes.document(list, counts, session.workspace.name))
    return
  end
  changes.lines(ctx, list)
  ctx.out:line("%d to create, %d to update, %d unchanged, %d failed (workspace %s)", counts.create,
    counts.update + counts.rename + counts.adopt, counts.none, counts.failed,
    session.workspace.name)
end

local function save(ctx, session, items)
  local saved_plan, file = require("revos.workspace").saved_plan, ctx.args.out
  local ok, message, code = saved_plan.write(file, session, items, ctx.args)
  if not ok then
    return nil, message, code
  end
  ctx:note("wrote %s: 'revos apply %s' does this and nothing else", file, file)
  return true
end

local function diff(ctx, session)
  local check = ctx.args.out and require("revos.workspace").checks.maker(session.project,
    ctx.args.policies ~= false) or function() end
  local items, message, code, details = require("revos.workspace").plan.make(session.workspace,
    session.connectors, session.selected, { adopt = ctx.args.adopt, force = ctx.args.force,
      confirm = function() return false end, check = check })
  if not items then
    return nil, message, code, details
  end
  local list, counts, problem = collect(ctx, session, items)
  show(ctx, session, list, counts)
  if problem then
    return nil, ("%d of %d connectors could not be compared"):format(counts.failed, #items),
      problem.code, { status = ctx.exit.FAILED, hint = ctx.args.out and problem.details
        and problem.details.hint or nil }
  end
  local saved = true
  if ctx.args.out then
    saved, message, code = save(ctx, session, items)
  end
  if not saved then
    return nil, message, code
  end
  return #list == 0
end

return {
  summary = "Show what apply would do, as a diff of values",
  arguments = { { name = "path", many = true, optional = true, complete = "connectors",
    doc = "connectors to compare; all by default" } },
  options = {
    { name = "out", value = "FILE", doc = "write the plan there, for 'revos apply FILE'" },
    { name = "against", value = "NAME",
      doc = "compare with this workspace instead of with the files" },
    { name = "adopt", type = "boolean",
      doc = "plan to take over what is registered under the same name" },
    { name = "force", type = "boolean",
      doc = "plan to register anew what the workspace no longer has" },
    { name = "policies", type = "boolean", default = true, negated = true,
      doc = "leave policies out of the plan's checks" },
  },
  examples = { "revos diff", "revos diff connectors/my-source --json",
    "revos diff --out plan.json", "revos diff -w staging --against production" },
  run = function(ctx)
    if ctx.args.against then
      return require("revos.workspace").diff_against.run(ctx)
    end
    local session <close>, message, code, details = require("revos.workspace").session.begin(ctx,
      { paths = ctx.args.path })
    if not session then
      return nil, message, code, details
    end
    return diff(ctx, session)
  end,
}
