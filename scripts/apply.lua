local function result_of(item, made, problem)
  return {
    path = item.connector.path,
    slug = item.connector.slug,
    name = item.connector.name,
    id = made and made.id or item.id or item.recorded,
    action = item.action,
    version = made and made.version or item.remote and item.remote.version,
    previous = item.remote and item.remote.version,
    problem = problem,
  }
end

-- What a run that writes would answer, for --dry-run.
local function foreseen(item)
  local result = result_of(item, item.remote)
  if item.action == "create" then
    result.version = 1
  elseif item.body and result.version then
    result.version = result.version + 1
  end
  return result
end

local function carry_out(session, item)
  local made, message, code, details = require("workspace.apply").one(session, item)
  return result_of(item, made, not made and { message = message, code = code, details = details } or nil)
end

local function as_json(result)
  local json = require("host.json")
  local problem = result.problem
  return json.new_object({
    { "path", result.path },
    { "slug", result.slug },
    { "name", result.name or json.null },
    { "id", result.id or json.null },
    { "action", result.action },
    { "version", result.version or json.null },
    { "previousVersion", result.previous or json.null },
    { "error", problem and require("cli.report").object(problem.message, problem.code, problem.details)
      or json.null },
  })
end

local function show_all(ctx, results, counts, workspace)
  local json = require("host.json")
  local report = require("workspace.report")
  if not ctx.args.json then
    ctx.out:line("%s", report.summary_line(counts, workspace))
    return
  end
  local list, summary = json.new_array(), json.new_object()
  for i, result in ipairs(results) do
    list[i] = as_json(result)
  end
  for _, what in ipairs({ "created", "updated", "renamed", "adopted", "unchanged", "failed" }) do
    summary[what] = counts[what]
  end
  ctx.out:json(json.new_object({ { "schema", "revos/v1/apply" }, { "workspace", workspace }, { "results", list },
    { "summary", summary } }))
end

-- Failures are told as they come; the status is that of all together.
local function verdict(ctx, results, counts)
  if counts.failed == 0 then
    return true
  end
  local codes, statuses, hint = {}, {}, nil
  for _, result in ipairs(results) do
    if result.problem then
      codes[#codes + 1] = result.problem.code
      local details = result.problem.details
      statuses[details and details.status or ctx.exit.status(result.problem.code)] = true
      hint = hint or details and details.hint
    end
  end
  local status = next(statuses)
  if counts.failed < #results then
    status = ctx.exit.PARTLY
  elseif next(statuses, status) then
    status = ctx.exit.FAILED
  end
  return nil, ("%d of %d connectors failed"):format(counts.failed, #results), codes[1],
    { status = status, hint = #codes == 1 and hint or nil }
end

local function run_items(ctx, session, items)
  local report = require("workspace.report")
  local widths, results = report.widths(session.selected), {}
  for i, item in ipairs(items) do
    if item.note then
      ctx:note("%s: %s", item.connector.path, item.note)
    end
    local result = item.problem and result_of(item, item.remote, item.problem)
      or ctx.args.dry_run and foreseen(item) or carry_out(session, item)
    results[i] = result
    if not ctx.args.json then
      ctx.out:line("%s", report.line(result, widths))
    end
    if result.problem then
      ctx.err:line("%s", result.problem.message)
      local hint = result.problem.details and result.problem.details.hint
      if hint then
        ctx.err:line("hint: %s", hint)
      end
    end
  end
  return results
end

local function apply(ctx, session)
  local items, message, code, details = require("workspace.plan").make(session.workspace, session.connectors,
    session.selected, {
      adopt = ctx.args.adopt,
      force = ctx.args.force,
      confirm = function(question)
        return not ctx.args.dry_run and (ctx.args.yes or ctx:may_ask()) and ctx:confirm(question) or false
      end,
      check = require("workspace.checks").maker(session.project, ctx.args.policies ~= false),
    })
  if not items then
    return nil, message, code, details
  end
  local results = run_items(ctx, session, items)
  local counts = require("workspace.report").summary(results)
  show_all(ctx, results, counts, session.workspace.name)
  return verdict(ctx, results, counts)
end

return {
  summary = "Register or update connectors in the workspace",
  arguments = { { name = "path", many = true, optional = true,
    doc = "a connector's folder or slug, or a folder above; all connectors by default" } },
  options = {
    { name = "dry-run", type = "boolean", doc = "show what would be done, change nothing" },
    { name = "adopt", type = "boolean", doc = "take over connectors that are registered under the same name" },
    { name = "force", type = "boolean", doc = "register anew what the workspace no longer has" },
    { name = "policies", type = "boolean", default = true, negated = true, doc = "leave policies out" },
  },
  examples = { "revos apply", "revos apply connectors/my-source --dry-run", "revos apply -w production --adopt" },
  run = function(ctx)
    local session, message, code, details = require("workspace.session").begin(ctx,
      { paths = ctx.args.path, writes = not ctx.args.dry_run and "apply" or nil })
    if not session then
      return nil, message, code, details
    end
    local result = table.pack(apply(ctx, session))
    session:finish()
    return table.unpack(result, 1, result.n)
  end,
}
