--- What became of a sync: a line a stream, a document, an exit status.
local json = require("host.json")

local report = {}
report.__index = report

local PARTLY = 3 -- the exit status

local function modes_of(connection)
  local modes = {}
  for _, stream in ipairs(connection.streams) do
    modes[stream.name] = stream.syncMode
  end
  return modes
end

--- @param connection table
--- @param run table|nil of workspace.sync.run, finished; nil when the sync could not run
function report.new(connection, run)
  local self = setmetatable({ connection = connection, streams = {}, records = 0, failed = 0,
    status = "failed" }, report)
  local modes = modes_of(connection)
  for i, stream in ipairs(run and run.order or {}) do
    self.streams[i] = { name = stream.name, syncMode = modes[stream.name], status = stream.status,
      records = stream.committed }
    self.records = self.records + stream.committed
    self.failed = self.failed + (stream.status == "complete" and 0 or 1)
  end
  if run then
    self.status = self.failed == 0 and "succeeded" or self.failed < #run.order and "partly"
      or "failed"
  end
  if run and self.failed > 0 then
    self.message, self.code = require("util.traces").problem(run.traces)
  end
  return self
end

local function stream_object(stream)
  return json.new_object({ { "name", stream.name }, { "syncMode", stream.syncMode },
    { "status", stream.status }, { "records", stream.records } })
end

--- What report.read() makes the report of again.
function report:object()
  local streams = json.new_array()
  for i, stream in ipairs(self.streams) do
    streams[i] = stream_object(stream)
  end
  return json.new_object({ { "status", self.status }, { "records", self.records },
    { "streams", streams }, { "message", self.message }, { "code", self.code } })
end

local function text_or(value, fallback)
  return type(value) == "string" and value or fallback
end

--- The report of a sync that ran elsewhere.
---@param connection table
---@param told table of object(), as it came over the network
function report.read(connection, told)
  local self = report.new(connection)
  self.status, self.records = text_or(told.status, "failed"), math.tointeger(told.records) or 0
  self.message, self.code = text_or(told.message), text_or(told.code)
  for _, stream in ipairs(json.is_array(told.streams) and told.streams or {}) do
    if json.is_object(stream) then
      local one = { name = text_or(stream.name, "?"), syncMode = text_or(stream.syncMode, "?"),
        status = text_or(stream.status, "failed"), records = math.tointeger(stream.records) or 0 }
      self.streams[#self.streams + 1] = one
      self.failed = self.failed + (one.status == "complete" and 0 or 1)
    end
  end
  return self
end

local function document(self, workspace)
  local streams = json.new_array()
  for i, stream in ipairs(self.streams) do
    streams[i] = stream_object(stream)
  end
  return json.new_object({ { "workspace", workspace }, { "connection", self.connection.name },
    { "destination", self.connection.destination }, { "status", self.status },
    { "records", self.records }, { "streams", streams } })
end

local function counted(count, what)
  return ("%d %s%s"):format(count, what, count == 1 and "" or "s")
end

local function lines(self, ctx, workspace)
  local rows = {}
  for i, stream in ipairs(self.streams) do
    local complete = stream.status == "complete"
    rows[i] = { complete and "+" or "!", stream.name, stream.syncMode,
      counted(stream.records, "record"), complete and "" or "failed" }
  end
  ctx.out:table(rows)
  ctx.out:line("%s, %s to %s, %d failed (workspace %s)", counted(#self.streams, "stream"),
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
  if ctx.args.json then
    ctx.out:json(document(self, workspace))
  else
    lines(self, ctx, workspace)
  end
  if self.status == "succeeded" then
    return true
  end
  return nil, ("connection %s: %s"):format(self.connection.name, self.message or "failed"),
    self.code, { status = self.status == "partly" and PARTLY or nil }
end

return report
