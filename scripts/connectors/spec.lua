local function show(ctx, job, found)
  local json = require("host.json")
  local spec = found.SPEC[1].spec
  local specification = spec.connectionSpecification or json.new_object()
  local fields = require("revos.runtime").spec_fields.of(specification)
  if ctx.args.json then
    ctx.out:json(json.new_object({
      { "connector", job.connector.slug },
      { "fields", fields },
      { "connectionSpecification", specification },
    }))
    return true
  end
  local rows = {}
  for i, field in ipairs(fields) do
    local description = field.description ~= json.null and field.description or field.title
    rows[i] = {
      field.name,
      field.type,
      field.required and "required" or "optional",
      field.secret and "secret" or "",
      description ~= json.null and description or "",
    }
  end
  if #rows == 0 then
    ctx:note("%s needs no config", job.connector.slug)
  else
    ctx.out:table(rows, { "field", "type", "required", "secret", "description" })
  end
  return true
end

return {
  summary = "Show the fields of a connector's config",
  arguments = { { name = "name", complete = "connectors",
    doc = "slug or folder of the connector" } },
  options = { { name = "raw", type = "boolean", doc = "the SPEC message of the protocol" } },
  examples = { "revos connectors spec my-source", "revos connectors spec my-source --json" },
  run = function(ctx)
    local runtimes = require("revos.runtime").runtimes
    local job, message, code, details = require("revos.runtime").job.of(ctx, ctx.args.name)
    if not job then
      return nil, message, code, details
    end
    local found
    found, message, code = runtimes.collect("spec", job)
    if not found then
      return nil, message, code
    elseif not found.SPEC then
      return runtimes.failure(job, found)
    elseif ctx.args.raw then
      ctx.out:raw(require("host.json").encode(found.SPEC[1]) .. "\n")
      return true
    end
    return show(ctx, job, found)
  end,
}
