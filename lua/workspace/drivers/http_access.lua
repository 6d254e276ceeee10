--- Where an http workspace is, and what it is asked with: its address, its secrets, and whether the
--- user lets them go there.
local process = require("host.process")
local address = require("util.address")
local reference = require("workspace.reference")

local access = {}

local SECRETS = { token = "token", clientId = "client_id", clientSecret = "client_secret" }

local function given_url()
  local given = process.getenv("REVOS_API_URL")
  return given ~= "" and given or nil
end

-- Where requests go: what the user says in REVOS_API_URL before what the project says.
local function base_of(name, declaration)
  local url = given_url() or declaration.url
  if type(url) ~= "string" then
    return nil, ("revos.yaml: workspace %s: an http workspace needs a url"):format(name), "invalid"
  end
  url = url:gsub("/+$", "")
  local wrong = address.problem(url)
  if wrong then
    return nil, ("%s: %s"):format(address.shown(url), wrong), "invalid"
  elseif not url:find("^https://") and not address.is_loopback(url) then
    return nil, url .. ": a token goes over https only, or to this machine", "denied",
      { status = 2 }
  end
  return url
end

local function stored_token(url)
  return require("workspace.credentials").token(url)
end

local function secrets_of(name, declaration, base, root)
  local options = { base = base, name = name, workspace_id = declaration.workspaceId }
  for key, field in pairs(SECRETS) do
    if type(declaration[key]) == "string" then
      local found, message, code = reference.resolve(declaration[key], root)
      if not found then
        return nil, ("revos.yaml: workspace %s: %s: %s"):format(name, key, message), code
      end
      options[field] = found
    end
  end
  if not options.token and not options.client_id then
    local variable = process.getenv("REVOS_TOKEN")
    options.token = variable ~= "" and variable or stored_token(base)
  end
  return options
end

-- An address that the project names is somebody else's word until the user gives theirs: without
-- it no token, no file and no configuration goes there.
local function check_consent(name, base, root)
  if given_url() or address.is_known(base) or stored_token(base) then
    return true
  end
  local extensions = require("project.extensions")
  local own = extensions.load(root)
  if own and extensions.are_trusted(own) then
    return true
  end
  return nil, ("revos.yaml: workspace %s: nothing is sent to %s, as you have not trusted the "
    .. "project that names it"):format(name, base), "denied", { status = 2, hint = "look at its "
      .. "revos.yaml, then run 'revos trust'; or give the address in REVOS_API_URL" }
end

--- The options of workspace.drivers.api_client for a workspace; nothing is sent yet.
---@param name string
---@param declaration table of revos.yaml
---@param root string|nil the project's folder
---@return workspace.api_client.Options|nil
---@return string|nil message
---@return string|nil code
---@return table|nil details
function access.of(name, declaration, root)
  local base, message, code, details = base_of(name, declaration)
  if not base then
    return nil, message, code, details
  elseif type(declaration.workspaceId) ~= "string" then
    return nil, ("revos.yaml: workspace %s: an http workspace needs a workspaceId"):format(name),
      "invalid"
  end
  local options
  options, message, code = secrets_of(name, declaration, base, root)
  if not options then
    return nil, message, code
  end
  local allowed
  allowed, message, code, details = check_consent(name, base, root)
  return allowed and options, message, code, details
end

return access
