return {
  summary = "Take back a token, or an application with its tokens; at once",
  arguments = { { name = "id", doc = "as 'revos serve token list' shows it" } },
  options = { require("revos.server").options.DATABASE },
  examples = { "revos serve token revoke 1f0c2f6b7d0c4a55 --database team.db" },
  run = function(ctx)
    return require("revos.server").grant.with(ctx, function(access, database)
      local id = ctx.args.id
      if not access.revoke(database, id) then
        return nil, ("%s: has no token or application %s"):format(database.path, id), "not_found"
      elseif ctx.args.json then
        ctx.out:json(require("host.json").new_object({ { "id", id }, { "revoked", true } }))
      else
        ctx.out:line("%s  revoked", id)
      end
      return true
    end)
  end,
}
