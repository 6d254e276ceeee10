-- Where an organisation may come from, in the order of answering.
local function known(ctx)
  local json = require("host.json")
  local variable = require("host.process").getenv("REVOS_ORG_ID")
  local project = ctx:find_project()
  local list = json.new_array()
  local function add(id, from)
    if id and id ~= "" then
      list[#list + 1] = json.new_object({ { "id", id }, { "from", from },
        { "active", #list == 0 } })
    end
  end
  add(project and project.org_id, "revos.yaml")
  add(variable, "REVOS_ORG_ID")
  add(not project and ctx.args.org or nil, "--org")
  add(require("revos.workspace").organisation.stored(), "stored default")
  return list
end

return {
  summary = "List the organisations that are known here",
  examples = { "revos org list" },
  run = function(ctx)
    local list = known(ctx)
    if ctx.args.json then
      ctx.out:json({ organizations = list })
      return true
    end
    for _, one in ipairs(list) do
      ctx.out:line("%s %s  %s", one.active and "*" or " ", one.id, one.from)
    end
    if not list[1] then
      ctx:note("no organisation is known: 'revos org switch ID' stores one")
    end
    return true
  end,
}
