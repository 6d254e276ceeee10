--- What became of a sync: a line a stream, a document, an exit status.
local json = require("host.json")

local report = {}
report.__index = report

--- @param connection table
--- @param run table|nil of workspace.sync.run, finished; nil when the sync could not run
function report.new(connection, run)
  local self = setmetatable({ connection = connection, run = run, records = 0, failed = 0,
    status = "failed" }, report)
  for _, stream in ipairs(run and run.order or {}) do
    self.records = self.records + stream.committed
    self.failed = self.failed + (stream.status == "complete" and 0 or 1)
  end
  if run then
    self.status = self.failed == 0 and "succeeded" or self.failed < #run.order and "partly"
      or "failed"
  end
  return self
end

local function modes_of(connection)
  local modes = {}
  for _, stream in ipairs(connection.streams) do
    modes[stream.name] = stream.syncMode
  end
  return modes
end

local function document(self, workspace, modes)
  local streams = json.new_array()
  for i, stream in ipairs(self.run.order) do
    streams[i] = json.new_object({ { "name", stream.name }, { "syncMode", modes[stream.name] },
      { "status", stream.status }, { "records", stream.committed } })
  end
  return json.new_object({ { "workspace", workspace }, { "connection", self.connection.name },
    { "destination", self.connection.destination }, { "status", self.status },
    { "records", self.records }, { "streams", streams } })
end

local function counted(count, what)
  return ("%d %s%s"):format(count, what, count == 1 and "" or "s")
end

local function lines(self, ctx, workspace, modes)
  local rows = {}
  for i, stream in ipairs(self.run.order) do
    local complete = stream.status == "complete"
    rows[i] = { complete and "+" or "!", stream.name, modes[stream.name],
      counted(stream.committed, "record"), complete and "" or "failed" }
  end
  ctx.out:table(rows)
  ctx.out:line("%s, %s to %s, %d failed (workspace %s)", counted(#self.run.order, "stream"),
    counted(self.records, "record"), self.connection.destination, self.failed, workspace)
end

--- Shows it.
---@param ctx table the command's context
---@param workspace string
---@return boolean|nil
---@return string|nil message
---@return string|nil code
---@return table|nil details
function report:show(ctx, workspace)
  local modes = modes_of(self.connection)
  if ctx.args.json then
    ctx.out:json(document(self, workspace, modes))
  else
    lines(self, ctx, workspace, modes)
  end
  if self.failed == 0 then
    return true
  end
  local message, code = require("util.traces").problem(self.run.traces)
  return nil, ("connection %s: %s"):format(self.connection.name, message), code,
    { status = self.failed < #self.run.order and ctx.exit.PARTLY or nil }
end

return report
