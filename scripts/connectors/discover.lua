local function joined(key)
  local json = require("host.json")
  if not json.is_array(key) then
    return type(key) == "string" and key or ""
  end
  local parts = {}
  for i, part in ipairs(key) do
    parts[i] = json.is_array(part) and table.concat(part, ".") or tostring(part)
  end
  return table.concat(parts, ", ")
end

local function show(ctx, job, catalog)
  local json = require("host.json")
  if ctx.args.json then
    ctx.out:json(json.new_object({ { "connector", job.connector.slug }, { "catalog", catalog } }))
    return true
  end
  local rows = {}
  for i, stream in ipairs(catalog.streams) do
    rows[i] = {
      stream.name,
      joined(stream.supported_sync_modes),
      joined(stream.default_cursor_field),
      joined(stream.source_defined_primary_key),
    }
  end
  ctx.out:table(rows, { "stream", "sync modes", "cursor", "primary key" })
  return true
end

return {
  summary = "List the streams of a connector",
  arguments = { { name = "name", complete = "connectors",
    doc = "slug or folder of the connector" } },
  options = require("revos.runtime").job.options(),
  examples = { "revos connectors discover my-source",
    "revos connectors discover my-source --json" },
  run = function(ctx)
    local job, message, code, details = require("revos.runtime").job.prepare(ctx, false)
    if not job then
      return nil, message, code, details
    end
    local found
    found, message, code, details = require("revos.runtime").runtimes.discover(job)
    if not found then
      return nil, message, code, details
    elseif ctx.args.raw then
      ctx.out:raw(require("host.json").encode(found) .. "\n")
      return true
    end
    return show(ctx, job, found.catalog)
  end,
}
