--- What stops a connector before anything of it is sent: errors of lint, policies that deny,
--- credentials in what would be sent.
local secret_scan = require("workspace.secret_scan")

local checks = {}

--- The problem of a connector whose payload holds a credential, or nil.
---@param connector table of workspace.definition
---@return table|nil
function checks.secrets(connector)
  local values = secret_scan.values(connector.folder, connector.manifest)
  local hit = secret_scan.scan(connector, values)[1]
  return hit and { code = "invalid",
    message = ("%s: %s holds %s: %s"):format(connector.path, hit.path, hit.what,
      secret_scan.masked(hit.value)),
    details = { hint = "credentials belong into the config: {{ config['…'] }}" } }
end

local function worst(findings)
  for _, finding in ipairs(findings) do
    if finding.severity == "error" and not finding.suppressed then
      return finding
    end
  end
  return nil
end

local function place(finding, connector)
  local file = finding.file or connector.path .. "/manifest.yaml"
  if finding.line then
    return ("%s:%d:%d"):format(file, finding.line, finding.column or 1)
  end
  return file
end

--- A function for workspace.plan: nil, or the problem of a connector.
---@param project table
---@param policies boolean are policies asked as well
---@return fun(connector: table): table|nil
function checks.maker(project, policies)
  return function(connector)
    local lint = require("project.lint")
    local findings, message, code = lint.connector(project, connector, { policies = policies })
    if not findings then
      return { message = message, code = code }
    end
    local finding = worst(findings)
    if not finding then
      return checks.secrets(connector)
    end
    return { code = "invalid", message = ("%s: %s"):format(place(finding, connector),
      finding.message),
      details = { hint = ("'revos lint %s' shows all findings"):format(connector.path),
        file = finding.file,
        line = finding.line, column = finding.column } }
  end
end

return checks
