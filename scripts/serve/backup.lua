local options = require("revos.server").options

return {
  summary = "Copy the database of a server, also while it serves",
  arguments = { { name = "target", value = "FILE", doc = "the copy; must not be there" } },
  options = { options.DATABASE },
  examples = { "revos serve backup /backup/team.db --database team.db" },
  run = function(ctx)
    local json = require("host.json")
    local path, message, code, details = options.database(ctx)
    if not path then
      return nil, message, code, details
    elseif not path:find("^%w+://") and not require("host.fs").exists(path) then
      return nil, path .. ": there is no such database", "not_found"
    end
    local database
    database, message, code = require("revos.server").database.open(path)
    if not database then
      return nil, message, code
    end
    local ok
    ok, message, code = database:backup(ctx.args.target)
    database:close()
    if not ok then
      return nil, message, code
    elseif ctx.args.json then
      ctx.out:json(json.new_object({ { "database", path }, { "target", ctx.args.target } }))
    else
      ctx.out:line("%s: copied to %s", path, ctx.args.target)
    end
    return true
  end,
}
