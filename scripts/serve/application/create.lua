local options = require("revos.server").options

return {
  summary = "Make a client id and secret for a workspace and print them, once",
  options = {
    options.DATABASE,
    { name = "role", value = "ROLE", choices = { "reader", "editor", "admin" },
      default = "reader", doc = "what its tokens may do" },
    { name = "expires", value = "DURATION", doc = "how long it is valid, such as 90d or 12h" },
    { name = "name", value = "TEXT", default = "application", doc = "whom the audit names" },
  },
  examples = {
    "revos serve application create --database team.db --workspace acme --role editor",
  },
  run = function(ctx)
    return require("revos.server").grant.create(ctx, function(access, database, grant)
      local json = require("host.json")
      local id, secret = access.register(database, grant)
      if ctx.args.json then
        ctx.out:json(json.new_object({ { "clientId", id }, { "clientSecret", secret },
          { "workspace", grant.workspace_id }, { "role", grant.role } }))
      else
        ctx.out:line("client id      %s", id)
        ctx.out:line("client secret  %s", secret)
      end
    end)
  end,
}
