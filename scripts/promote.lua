local outcome = require("revos.workspace").outcome

-- The connector as `from` has it: what is promoted is what was tried there, not the files.
local function as_registered(from, connector)
  local problem
  local id = require("revos.workspace").write_back.id(connector.document, from.name, from.default)
  local found, message, code
  if id then
    found, message, code = from:get(id)
    problem = not found and { message = ("%s: %s"):format(connector.path, message), code = code }
  else
    problem = { message = ("%s: is not registered in workspace %s"):format(connector.path,
      from.name), code = "not_found",
      details = { hint = ("revos apply -w %s %s"):format(from.name, connector.path) } }
  end
  local fields = { completed = true, problem = connector.problem or problem or nil }
  if found then
    fields.name, fields.manifest, fields.components = found.name, found.manifest, found.components
    fields.sha256 = found.sha256
  end
  return setmetatable(fields, { __index = connector })
end

local function run_items(ctx, session, items)
  local report = require("revos.workspace").report
  local widths = report.widths(session.selected)
  return require("revos.workspace").carry.out(session, items, { dry_run = ctx.args.dry_run,
    tell = function(_, result)
      if not ctx.args.json then
        ctx.out:line("%s", report.line(result, widths))
      end
    end })
end

local function show(ctx, results, from, to)
  local report = require("revos.workspace").report
  local counts = report.summary(results)
  if ctx.args.json then
    local document = outcome.document(results, counts, to.name)
    document.schema, document.from = "revos/v1/promote", from.name
    ctx.out:json(document)
  else
    ctx.out:line("%s", report.summary_line(counts, ("%s, from %s"):format(to.name, from.name)))
  end
  if ctx.args.dry_run then
    ctx:note("nothing was changed: this was a dry run")
  end
end

local function promote(ctx, session, from)
  for i, connector in ipairs(session.selected) do
    session.selected[i] = as_registered(from, connector)
  end
  local items, message, code, details = require("revos.workspace").plan.make(session.workspace,
    session.connectors, session.selected, { adopt = ctx.args.adopt, force = ctx.args.force,
      confirm = function(question)
        return not ctx.args.dry_run and (ctx.args.yes or ctx:may_ask()) and ctx:confirm(question)
          or false
      end,
      check = require("revos.workspace").checks.secrets })
  if not items then
    return nil, message, code, details
  elseif not ctx.args.dry_run then
    require("revos.workspace").target.tell(ctx, session.workspace)
  end
  local results, signal = run_items(ctx, session, items)
  show(ctx, results, from, session.workspace)
  return require("revos.workspace").carry.verdict(ctx, results, signal)
end

return {
  summary = "Bring connectors as they are in one workspace to another",
  arguments = { { name = "name", many = true, required = true, complete = "connectors",
    doc = "connectors: slugs or folders" } },
  options = {
    { name = "from", value = "WORKSPACE", required = true, doc = "where they were tried" },
    { name = "to", value = "WORKSPACE", required = true, doc = "where they are to be the same" },
    { name = "dry-run", type = "boolean", doc = "show what would be done, change nothing" },
    { name = "adopt", type = "boolean",
      doc = "take over connectors that are registered under the same name" },
    { name = "force", type = "boolean", doc = "register anew what the workspace no longer has" },
  },
  examples = { "revos promote my-source --from staging --to production" },
  run = function(ctx)
    if ctx.args.from == ctx.args.to then
      return nil, "--from and --to name the same workspace", "usage"
    end
    ctx.args.workspace = ctx.args.to
    local from, message, code, details = require("revos.workspace").workspaces.open(
      ctx.project, ctx.args.from)
    if not from then
      return nil, message, code, details
    end
    local session
    session, message, code, details = require("revos.workspace").session.begin(ctx,
      { paths = ctx.args.name, writes = not ctx.args.dry_run and "promote" or nil })
    if not session then
      from:close()
      return nil, message, code, details
    end
    local result = table.pack(promote(ctx, session, from))
    session:finish()
    from:close()
    return table.unpack(result, 1, result.n)
  end,
}
