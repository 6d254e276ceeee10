local function describe(project, name)
  local json = require("host.json")
  local workspaces = require("revos.workspace").workspaces
  local opened, message = workspaces.open(project, name)
  local reachable = false
  if opened then
    reachable, message = opened:ping()
    opened:close()
  end
  local declaration = project.workspaces[name]
  return json.new_object({
    { "name", name },
    { "driver", opened and opened.driver or declaration.driver },
    { "address", opened and opened.address
      or declaration.url and require("revos.text").address.shown(declaration.url)
      or declaration.path or json.null },
    { "reachable", reachable and true or false },
    { "reason", not reachable and message or json.null },
    { "default", name == workspaces.default(project) },
  })
end

return {
  summary = "List the workspaces of the project",
  examples = { "revos workspace list" },
  run = function(ctx)
    local json = require("host.json")
    local list = json.new_array()
    for i, name in ipairs(ctx.project.workspace_names) do
      list[i] = describe(ctx.project, name)
    end
    if ctx.args.json then
      ctx.out:json(json.new_object({ { "workspaces", list } }))
      return true
    end
    local rows = {}
    for i, one in ipairs(list) do
      rows[i] = { one.name, one.driver, one.address ~= json.null and one.address or "-",
        one.reachable and "reachable" or "not reachable", one.default and "default" or "" }
    end
    ctx.out:table(rows, { "name", "driver", "address", "state", "" })
    for _, one in ipairs(list) do
      if one.reason ~= json.null then
        ctx:note("%s: %s", one.name, one.reason)
      end
    end
    return true
  end,
}
