local function state_of(item)
  local problem = item.problem
  if item.connector.problem then
    return "invalid"
  elseif problem and problem.code == "not_found" then
    return "missing remotely"
  elseif problem and not (item.remote or item.action == "adopt") then
    return "invalid"
  elseif item.action == "create" or item.action == "adopt" then
    return item.recorded and "missing remotely" or "new"
  end
  return item.action == "none" and "unchanged" or "changed"
end

local function rows_of(session, items, newer)
  local json = require("host.json")
  local rows = json.new_array()
  for i, item in ipairs(items) do
    local connector = item.connector
    rows[i] = json.new_object({
      { "path", connector.path },
      { "slug", connector.slug },
      { "name", connector.name or json.null },
      { "id", item.recorded or json.null },
      { "version", item.recorded and item.remote and item.remote.version or json.null },
      { "state", state_of(item) },
    })
    rows[i].newerTemplate = newer[connector.slug] and newer[connector.slug].version
  end
  return json.new_object({ { "workspace", session.workspace.name }, { "connectors", rows } })
end

-- Why a connector is invalid, beside the table.
local function tell_problems(ctx, items)
  for _, item in ipairs(items) do
    local problem = item.connector.problem or state_of(item) == "invalid" and item.problem
    if problem then
      ctx:note("%s", type(problem) == "table" and problem.message or tostring(problem))
    end
  end
end

-- Templates that have gone on since they made a connector.
local function tell_templates(ctx, items, newer)
  for _, item in ipairs(items) do
    local one = newer[item.connector.slug]
    if one then
      ctx:note("%s: the template %s has version %s, %s made this: revos connectors new --update %s",
        item.connector.path, one.template, one.version, one.recorded, item.connector.slug)
    end
  end
end

local function show(ctx, document)
  local json = require("host.json")
  local rows = {}
  for i, row in ipairs(document.connectors) do
    local function text(key)
      return row[key] ~= json.null and tostring(row[key]) or "-"
    end
    rows[i] = { row.slug, text("name"), text("id"), text("version"), row.state }
  end
  ctx.out:line("workspace %s", document.workspace)
  if rows[1] then
    ctx.out:table(rows, { "slug", "name", "id", "version", "state" })
  end
end

return {
  summary = "Show each connector's state in the workspace",
  arguments = { { name = "path", many = true, optional = true, complete = "connectors",
    doc = "connectors to look at; all by default" } },
  examples = { "revos status", "revos status --json" },
  run = function(ctx)
    local session <close>, message, code, details = require("revos.workspace").session.begin(ctx,
      { paths = ctx.args.path })
    if not session then
      return nil, message, code, details
    end
    local items
    items, message, code, details = require("revos.workspace").plan.make(session.workspace,
      session.connectors,
      session.selected, { confirm = function() return false end, check = function() end })
    if items then
      local connectors = {}
      for i, item in ipairs(items) do
        connectors[i] = item.connector
      end
      local newer = require("revos.templates").newer.find(ctx.project.root, connectors)
      local document = rows_of(session, items, newer)
      if ctx.args.json then
        ctx.out:json(document)
      else
        show(ctx, document)
        tell_problems(ctx, items)
        tell_templates(ctx, items, newer)
      end
    end
    return items and true or nil, message, code, details
  end,
}
