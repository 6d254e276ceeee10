--- Findings of spec.workspace and spec.workspaces of revos.yaml: what every command that opens a
--- workspace would refuse.
local json = require("host.json")

local workspaces = {}

-- What each driver cannot do without; the url may come from REVOS_API_URL.
local NEEDS = { http = { "url", "workspaceId" }, sqlite = { "path" } }

local function add(findings, doc, owner, key, message, suggestion)
  local line, column = doc:locate(owner, key)
  findings[#findings + 1] = { rule = "workspace", severity = "error", file = "revos.yaml",
    line = line or 1, column = column or 1, message = message, suggestion = suggestion }
end

--- Add the findings of a revos.yaml whose shape is sound.
---@param value table the document
---@param doc table its positions
---@param findings table[]
function workspaces.run(value, doc, findings)
  local spec = json.is_object(value.spec) and value.spec or json.new_object()
  local declared = json.is_object(spec.workspaces) and spec.workspaces or json.new_object()
  local names = json.keys(declared)
  for _, name in ipairs(names) do
    for _, field in ipairs(NEEDS[declared[name].driver] or {}) do
      local given = declared[name][field]
      if given == nil or given == json.null or given == "" then
        add(findings, doc, declared, name,
          ("spec.workspaces.%s.%s is missing"):format(name, field))
      end
    end
  end
  local chosen = spec.workspace
  if type(chosen) == "string" and chosen ~= "local" and declared[chosen] == nil then
    names[#names + 1] = "local"
    add(findings, doc, spec, "workspace", ("there is no workspace '%s'"):format(chosen),
      require("util.suggest").nearest(chosen, names))
  end
end

return workspaces
