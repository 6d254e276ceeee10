return {
  summary = "List the tokens and applications of a server, not their secrets",
  options = { require("revos.server").options.DATABASE },
  examples = { "revos serve token list --database team.db" },
  run = function(ctx)
    local granted = require("revos.server").grant
    return granted.with(ctx, function(access, database)
      local json = require("host.json")
      local list, rows = json.new_array(), {}
      for i, grant in ipairs(access.granted(database)) do
        local one = granted.object(grant)
        list[i] = one
        rows[i] = { one.id, one.kind, one.workspace, one.role, one.name,
          one.expiresAt ~= json.null and one.expiresAt or "never" }
      end
      if ctx.args.json then
        ctx.out:json(json.new_object({ { "tokens", list } }))
      else
        ctx.out:table(rows, { "id", "kind", "workspace", "role", "name", "expires" })
      end
      return true
    end)
  end,
}
