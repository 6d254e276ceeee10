--- Findings of revos.yaml: its shape, and what every command that opens a workspace would refuse.
local fs = require("host.fs")
local json = require("host.json")
local shape = require("project.shape")

local project_file = {}

-- What each driver cannot do without; the url may come from REVOS_API_URL.
local NEEDS = { http = { "url", "workspaceId" }, sqlite = { "path" } }

local function add(findings, doc, owner, key, message, suggestion)
  local line, column = doc:locate(owner, key)
  findings[#findings + 1] = { rule = "workspace", severity = "error", file = "revos.yaml",
    line = line or 1, column = column or 1, message = message, suggestion = suggestion }
end

-- spec.workspace and spec.workspaces of a document whose shape is sound.
local function check_workspaces(value, doc, findings)
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
    local url = declared[name].driver == "http" and declared[name].url
    local wrong = type(url) == "string" and url ~= "" and require("util.address").problem(url)
    if wrong then
      add(findings, doc, declared[name], "url", ("spec.workspaces.%s.url %s"):format(name, wrong))
    end
  end
  local chosen = spec.workspace
  if type(chosen) == "string" and chosen ~= "local" and declared[chosen] == nil then
    names[#names + 1] = "local"
    add(findings, doc, spec, "workspace", ("there is no workspace '%s'"):format(chosen),
      require("util.suggest").nearest(chosen, names))
  end
end

--- Findings of revos.yaml.
---@param root string the project's folder
---@return table[]
function project_file.run(root)
  local text, message = fs.read(root .. "/revos.yaml")
  local rule, value, doc = text and "yaml" or "file", nil, nil
  if text then
    value, doc = require("host.yaml").decode(text, "revos.yaml")
    message = value == nil and doc or nil
  end
  if message then
    local line, column, reason = message:match(":(%d+):(%d+): (.*)$")
    reason = reason or message:match(": (.*)$") or message
    return { { rule = rule, severity = "error", message = reason, file = "revos.yaml",
      line = tonumber(line) or 1, column = tonumber(column) or 1 } }
  end
  local findings = shape.check(value, doc, "revos.yaml", require("project.project").SHAPE)
  if not findings[1] then
    check_workspaces(value, doc, findings)
  end
  local twice = shape.duplicates(doc, "revos.yaml")
  return table.move(twice, 1, #twice, #findings + 1, findings)
end

return project_file
