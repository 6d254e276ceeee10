-- The text of a DEBUG line of the log, nil for any other line.
local function debug_text(line)
  local message = line:find('"DEBUG"', 1, true) and require("host.json").decode(line)
  local log = type(message) == "table" and message.log
  return log and log.level == "DEBUG" and tostring(log.message) or nil
end

local function new_sink(ctx)
  local term = require("host.term")
  local options = { limit = ctx.args.limit, save_state = ctx.args.save_state }
  if ctx.args.raw or ctx.args.json or not ctx.out.is_terminal then
    local is_debug = (ctx.args.verbose or 0) > 1
    options.print = function(line)
      local text = is_debug and debug_text(line)
      if text then
        ctx:detail("%s", text)
      else
        term.write(line, "\n")
      end
    end
  else
    options.table = require("revos.runtime").records.new(ctx.out)
    options.log = function(log)
      local waits = require("revos.runtime").runtimes.is_wait(tostring(log.message))
      if waits or log.level == "ERROR" or log.level == "FATAL" or log.level == "WARN" then
        ctx:note("%s: %s", log.level, tostring(log.message))
      else
        ctx:detail("%s: %s", tostring(log.level), tostring(log.message))
      end
    end
  end
  return require("revos.runtime").sink.new(options)
end

local function outcome(ctx, job, sink, status)
  if sink.table then
    sink.table:flush()
  end
  if sink.failed then
    return nil, sink.failed[1], sink.failed[2]
  elseif status == 0 or sink.stopped then
    if sink.table and sink.records == 0 then
      ctx:note("no records")
    end
    ctx:detail("%d records", sink.records)
    return true
  end
  local partly = sink.complete > 0 and 3 or nil
  local runtimes = require("revos.runtime").runtimes
  return runtimes.failure(job, { TRACE = sink.traces }, { status = partly })
end

-- A state that could not be kept would be told only after the first of it was read.
local function can_keep(file)
  local fs = require("host.fs")
  local folder = file:match("^(.*)/[^/]*$") or "."
  if fs.kind(file) == "directory" then
    return nil, file .. ": is a folder", "usage"
  elseif not fs.exists(folder == "" and "/" or folder) then
    return nil, ("%s: there is no folder %s"):format(file, folder), "not_found"
  end
  return true
end

return {
  summary = "Read records of a connector",
  arguments = { { name = "name", complete = "connectors",
    doc = "slug or folder of the connector" } },
  options = require("revos.runtime").job.options({
    { name = "stream", value = "NAME", many = true, doc = "read this stream only" },
    { name = "limit", type = "integer", min = 0, value = "N", doc = "stop after N records" },
    { name = "max-pages", type = "integer", min = 1, value = "N",
      doc = "at most N pages of a slice" },
    { name = "save-state", value = "FILE", doc = "keep the state there, after each message" },
  }),
  examples = {
    "revos connectors read my-source --limit 5",
    "revos connectors read my-source --stream posts --save-state state.json --state state.json",
  },
  run = function(ctx)
    local runtimes = require("revos.runtime").runtimes
    local job, message, code, details = require("revos.runtime").job.prepare(ctx, true)
    if not job then
      return nil, message, code, details
    end
    local ok = true
    if ctx.args.save_state then
      ok, message, code = can_keep(ctx.args.save_state)
    end
    if not ok then
      return nil, message, code
    end
    ok, message, code, details = require("revos.runtime").streams.apply(job, ctx.args.stream)
    if not ok then
      return nil, message, code, details
    elseif ctx.args.limit == 0 then
      return true
    end
    local sink = new_sink(ctx)
    local status
    status, message, code, details = runtimes.run("read", job, function(line)
      sink:take(line)
    end)
    if not status then
      return nil, message, code, details
    end
    return outcome(ctx, job, sink, status)
  end,
}
