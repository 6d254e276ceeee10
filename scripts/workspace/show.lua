local function describe(workspace, reachable, message, count)
  local json = require("host.json")
  local able = json.new_object()
  for _, name in ipairs({ "rename", "components", "rollback", "conditional_write", "sources",
    "connections", "check", "sync" }) do
    able[name] = workspace.capabilities[name] or false
  end
  -- the file of a workspace is made by the first write, and its id with it
  local is_made = workspace.driver ~= "sqlite" or require("host.fs").exists(workspace.address)
  return json.new_object({
    { "name", workspace.name },
    { "driver", workspace.driver },
    { "address", workspace.address },
    { "workspaceId", is_made and workspace.workspace_id or json.null },
    { "reachable", reachable and true or false },
    { "reason", not reachable and message or json.null },
    { "connectors", count or json.null },
    { "capabilities", able },
  })
end

return {
  summary = "Show the workspace that commands use",
  examples = { "revos workspace show", "revos workspace show -w production --json" },
  run = function(ctx)
    local workspace = ctx.workspace
    local reachable, message = workspace:ping()
    local list = reachable and workspace:list()
    local document = describe(workspace, reachable, message, list and #list)
    workspace:close()
    if ctx.args.json then
      ctx.out:json(document)
      return true
    end
    local json = require("host.json")
    for key, value in pairs(document) do
      if key == "capabilities" then
        local names = {}
        for name, able in pairs(value) do
          names[#names + 1] = able and name or nil
        end
        value = table.concat(names, ", ")
      end
      if value ~= json.null then
        ctx.out:line("%-13s %s", key, tostring(value))
      end
    end
    return true
  end,
}
