local function check(ctx, workspace)
  local sources = require("revos.workspace").source
  local ok, message, code = sources.able(workspace, "check")
  if not ok then
    return nil, message, code
  end
  local source, details
  source, message, code, details = sources.find(workspace, ctx.args.name)
  if not source then
    return nil, message, code, details
  end
  local where = workspace.capabilities.secrets and require("revos.runtime").sources
    or require("revos.workspace").remote
  local status
  status, message, code, details = where.check(workspace, source, ctx.args)
  if not status then
    return nil, message, code, details
  end
  return source, status, message
end

local function show(ctx, source, status, message)
  local json = require("host.json")
  if ctx.args.json then
    ctx.out:json(json.new_object({ { "source", source.name }, { "id", source.id },
      { "status", status }, { "message", message or json.null } }))
  elseif status == "SUCCEEDED" then
    ctx.out:line("%s", ctx.out:style("green", "SUCCEEDED"))
  else
    ctx.out:line("%s: %s", ctx.out:style("red", "FAILED"),
      require("revos.output").one_line(message or "no reason was given"))
  end
  return status == "SUCCEEDED"
end

return {
  summary = "Test the connection of a source, with its stored configuration",
  arguments = { { name = "name", doc = "the source's name or id" } },
  options = {
    { name = "timeout", type = "number", value = "SECONDS", min = 0,
      doc = "limit of the whole command" },
    { name = "request-timeout", type = "number", value = "SECONDS", min = 0,
      doc = "limit of one request" },
  },
  examples = { "revos sources check shop" },
  run = function(ctx)
    local workspace = ctx.workspace
    local source, status, message, details = check(ctx, workspace)
    workspace:close()
    if not source then
      return nil, status, message, details
    end
    return show(ctx, source, status, message)
  end,
}
