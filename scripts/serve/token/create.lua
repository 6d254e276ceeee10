local options = require("revos.server").options

return {
  summary = "Make a token for a workspace and print it, once",
  options = {
    options.DATABASE,
    { name = "role", value = "ROLE", choices = { "reader", "editor", "admin" },
      default = "reader", doc = "what its bearer may do" },
    { name = "expires", value = "DURATION", doc = "how long it is valid, such as 90d or 12h" },
    { name = "name", value = "TEXT", default = "token", doc = "whom the audit names" },
  },
  examples = {
    "revos serve token create --database team.db --workspace acme --role editor --expires 90d",
  },
  run = function(ctx)
    return require("revos.server").grant.create(ctx, function(access, database, grant)
      local json = require("host.json")
      local token, id = access.issue(database, grant)
      if ctx.args.json then
        ctx.out:json(json.new_object({ { "token", token }, { "id", id },
          { "workspace", grant.workspace_id }, { "role", grant.role } }))
      else
        ctx.out:line("%s", token)
      end
    end)
  end,
}
