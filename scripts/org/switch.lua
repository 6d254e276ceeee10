return {
  summary = "Store the organisation that is meant outside a project",
  arguments = { { name = "id", doc = "the organisation's id" } },
  examples = { "revos org switch org_123" },
  run = function(ctx)
    if not ctx.args.id:find("^[%w._-]+$") then
      return nil, ("'%s' is no id of an organisation"):format(ctx.args.id), "usage"
    end
    local ok, message, code = require("revos.workspace").organisation.store(ctx.args.id)
    if not ok then
      return nil, message, code
    elseif ctx.args.json then
      ctx.out:json({ orgId = ctx.args.id })
    else
      ctx.out:line("organisation %s, outside of projects", ctx.args.id)
    end
    return true
  end,
}
