-- The outcome as a finding, for the formats that know no other thing.
local function as_findings(ctx, job, status, message)
  local findings = {}
  if status ~= "SUCCEEDED" then
    findings[1] = { rule = "check-failed", severity = "error", line = 1, column = 1,
      file = ("connectors/%s/manifest.yaml"):format(job.connector.slug),
      message = "FAILED: " .. (message or "no reason was given") }
  end
  local items = { { path = "connectors/" .. job.connector.slug } }
  require("revos.project").report.write(ctx.out, ctx.args.format, findings, {},
    { items = items, title = "revos connectors check" })
end

local function show(ctx, job, status, message)
  local json = require("host.json")
  if not ctx.args.json and ctx.args.format ~= "text" and ctx.args.format ~= "json" then
    as_findings(ctx, job, status, message)
  elseif ctx.args.json or ctx.args.format == "json" then
    ctx.out:json(json.new_object({
      { "connector", job.connector.slug },
      { "status", status },
      { "message", message or json.null },
    }))
  elseif status == "SUCCEEDED" then
    ctx.out:line("%s", ctx.out:style("green", "SUCCEEDED"))
  else
    local reason = require("revos.output").one_line(message or "no reason was given")
    ctx.out:line("%s: %s", ctx.out:style("red", "FAILED"), reason)
  end
  return status == "SUCCEEDED"
end

-- The log as it comes: with --verbose, and always when there is a wait before the next try, or
-- an answer that is not as the manifest has it.
local function tell_log(ctx)
  return function(message)
    local text = message.log and tostring(message.log.message)
    local runtimes = require("revos.runtime").runtimes
    if text and (runtimes.is_wait(text) or text:find("^%u+ %S+: the answer ")) then
      ctx:note("%s", text)
    elseif text then
      ctx:detail("%s", text)
    end
  end
end

local function print_lines(ctx)
  return function(_, line)
    ctx.out:raw(line .. "\n")
  end
end

return {
  summary = "Test the connection of a connector",
  arguments = { { name = "name", complete = "connectors",
    doc = "slug or folder of the connector" } },
  options = require("revos.runtime").job.options({ require("revos.project").report.option() }),
  examples = { "revos connectors check my-source",
    "revos connectors check my-source --config ci.json" },
  run = function(ctx)
    local runtimes = require("revos.runtime").runtimes
    local job, message, code, details = require("revos.runtime").job.prepare(ctx, false)
    if not job then
      return nil, message, code, details
    end
    local found
    local watch = (ctx.args.raw and print_lines or tell_log)(ctx)
    found, message, code, details = runtimes.collect("check", job, watch)
    if not found then
      return nil, message, code, details
    end
    local status, reason = runtimes.verdict(found)
    if ctx.args.raw then
      return status == "SUCCEEDED"
    end
    return show(ctx, job, status, reason)
  end,
}
