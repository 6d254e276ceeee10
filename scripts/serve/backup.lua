return {
  summary = "Copy the database of a server, also while it serves",
  arguments = { { name = "target", value = "FILE", doc = "the copy; must not be there" } },
  options = { require("revos.server").options.DATABASE },
  examples = { "revos serve backup /backup/team.db --database team.db" },
  run = function(ctx)
    return require("revos.server").grant.with(ctx, function(_, database)
      local json = require("host.json")
      local ok, message, code = database:backup(ctx.args.target)
      if not ok then
        return nil, message, code
      elseif ctx.args.json then
        ctx.out:json(json.new_object({ { "database", database.path },
          { "target", ctx.args.target } }))
      else
        ctx.out:line("%s: copied to %s", database.path, ctx.args.target)
      end
      return true
    end)
  end,
}
