--- The files of a new policy and of its test.
local skeleton = {}

local POLICY = [==[
return {
  id = "@ID@",
  summary = "Connectors have a description",
  severity = "warn",
  docs = [[
Why the rule is there, and what to do about a finding.]],
  examples = {
    bad = {
      connector = "spec: { name: Billing }\n",
      expect = { { path = "connector.spec" } },
    },
    good = { connector = "spec: { name: Billing, description: Invoices of all regions. }\n" },
  },
  check = function(input, report)
    local spec = input.connector.spec
    if not spec.description then
      report("connector.spec", "the connector has no description")
    end
  end,
}
]==]

local TEST = [==[
-- Further cases; the examples that the policy declares are tests already.
return {
  {
    name = "an empty description counts",
    connector = "spec: { name: Billing, description: '' }\n",
    expect = {},
  },
}
]==]

--- Why a name is none for a policy; nil when it is fine.
---@param name string
---@return string|nil
function skeleton.problem(name)
  if not name:find("^%l[%l%d-]*$") or name:find("_test$") or #name > 64 then
    return "small letters, digits and dashes, a letter first"
  end
  return nil
end

--- The files of a new policy of a project.
---@param name string
---@return table[] files { path, text }
function skeleton.files(name)
  return {
    { path = ("policies/%s.lua"):format(name), text = (POLICY:gsub("@ID@", name)) },
    { path = ("policies/%s_test.lua"):format(name), text = TEST },
  }
end

return skeleton
