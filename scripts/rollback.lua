local function roll_back(ctx, session)
  local workspace, id = session.workspace, session.id
  local before, message, code = workspace:get(id)
  if not before then
    return nil, message, code
  end
  local made
  made, message, code = workspace:rollback(id, ctx.args.version_number)
  if not made then
    return nil, message, code
  end
  return { before = before, made = made }
end

local function show(ctx, session, result)
  local json = require("host.json")
  local connector = session.selected[1]
  if ctx.args.json then
    ctx.out:json(json.new_object({ { "workspace", session.workspace.name },
      { "slug", connector.slug },
      { "id", session.id }, { "version", result.made.version },
        { "previousVersion", result.before.version },
      { "restored", ctx.args.version_number } }))
    return
  end
  ctx.out:line("~ %s  %s  version %d → %d, as version %d was (workspace %s)", connector.path,
    result.made.name,
    result.before.version, result.made.version, ctx.args.version_number, session.workspace.name)
  ctx:note("hint: 'revos pull %s' brings it into the files", connector.path)
end

return {
  summary = "Go back to a version, as a new one",
  arguments = {
    { name = "name", complete = "connectors", doc = "the connector's slug or folder" },
    { name = "version-number", type = "integer", min = 1, doc = "the version to go back to" },
  },
  examples = { "revos rollback my-source 3" },
  run = function(ctx)
    local session <close>, message, code, details = require("revos.workspace").session.one(ctx,
      ctx.args.name, "rollback")
    if not session then
      return nil, message, code, details
    end
    local result
    result, message, code = roll_back(ctx, session)
    if result then
      show(ctx, session, result)
    end
    return result and true or nil, message, code
  end,
}
