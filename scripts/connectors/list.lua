local function describe(project, item)
  local json = require("host.json")
  local loaded, message = require("revos.project").connector.load(project, item)
  local row = json.new_object({ { "slug", item.slug }, { "path", item.path } })
  if not loaded then
    row.name, row.id, row.streams, row.problem = json.null, json.null, json.null, message
    return row
  end
  local streams = loaded.manifest.streams
  row.name = loaded.name
  row.id = require("revos.project").identity.id_in(loaded, project.workspace) or json.null
  row.streams = json.is_array(streams) and #streams or 0
  return row
end

return {
  summary = "List the connectors of the project",
  examples = { "revos connectors list", "revos connectors list --json" },
  run = function(ctx)
    local json = require("host.json")
    local project = ctx.project
    local rows = json.new_array()
    local items, message, code, details = project:select()
    if not items then
      return nil, message, code, details
    end
    for _, item in ipairs(items) do
      rows[#rows + 1] = describe(project, item)
    end
    if ctx.args.json then
      ctx.out:json({ connectors = rows })
      return true
    end
    local lines = {}
    for i, row in ipairs(rows) do
      local id = row.id ~= json.null and row.id or "-"
      local name = row.problem and ctx.out:style("red", "invalid: " .. row.problem) or row.name
      lines[i] = { row.slug, name, id, row.streams ~= json.null and row.streams or "-" }
    end
    if #lines > 0 then
      ctx.out:table(lines, { "slug", "name", "id", "streams" })
    else
      ctx:note("no connectors; make one with 'revos connectors new NAME'")
    end
    return true
  end,
}
