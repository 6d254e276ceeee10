-- What is done where the secrets can be opened: here, or on the server.
local function runner_of(ctx, workspace)
  if not workspace.capabilities.secrets then
    return function(connection)
      local bar = require("revos.progress").start(ctx, { label = connection.name .. ": records" })
      local seen = 0
      local report, message, code, details = require("revos.workspace").remote.sync(workspace,
        connection, { timeout = ctx.args.timeout, request_timeout = ctx.args.request_timeout,
          told = function(job)
            bar:step(job.records - seen)
            seen = job.records
          end })
      bar:finish()
      return report, message, code, details
    end
  end
  return function(connection)
    local place, message, code, details = require("revos.workspace").connection.place(
      connection.destination, ctx.project.root)
    if not place then
      return nil, message, code, details
    end
    return require("revos.runtime").sources.sync(workspace, connection, { root = ctx.project.root,
      place = place, args = ctx.args, log = function(text)
        ctx:detail("%s", text)
      end })
  end
end

local function sync(ctx, workspace)
  local sources = require("revos.workspace").source
  local ok, message, code = sources.able(workspace, "sync")
  if not ok then
    return nil, message, code
  end
  local connection, details
  connection, message, code, details = sources.find_connection(workspace, ctx.args.name)
  if not connection then
    return nil, message, code, details
  end
  return runner_of(ctx, workspace)(connection)
end

return {
  summary = "Run a connection: read its source, bring what is new to its destination",
  arguments = { { name = "name", doc = "the connection's name or id" } },
  options = {
    { name = "timeout", type = "number", value = "SECONDS", min = 0,
      doc = "limit of the whole command" },
    { name = "request-timeout", type = "number", value = "SECONDS", min = 0,
      doc = "limit of one request" },
  },
  examples = { "revos sync orders", "revos sync orders --json" },
  run = function(ctx)
    local workspace = ctx.workspace
    local report, message, code, details = sync(ctx, workspace)
    workspace:close()
    if not report then
      return nil, message, code, details
    end
    return report:show(ctx, workspace.name)
  end,
}
