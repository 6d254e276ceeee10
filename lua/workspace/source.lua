--- Sources and connections for the commands: found by name, refused where the workspace has
--- none, and made ready for the runtime.
local fs = require("host.fs")
local json = require("host.json")
local suggest = require("util.suggest")

local source = {}

local WHAT = { sources = "sources", connections = "connections",
  secrets = "configurations that could be read on this machine",
  check = "checks of sources: Airbyte's API lacks them, and revos serve wants --destinations",
  sync = "syncs: its server was started without --destinations" }

--- Can the workspace do this? A refusal is a sentence.
---@param workspace table an open driver
---@param what string sources, connections, sync, check or secrets
---@return boolean|nil ok
---@return string|nil message
---@return string|nil code
function source.able(workspace, what)
  local able, message, code = workspace.capabilities, nil, nil
  if workspace.check_capabilities then
    able, message, code = workspace:check_capabilities()
  end
  if not able then
    return nil, message, code
  elseif not able[what] then
    return nil, ("workspace %s: has no %s"):format(workspace.name, WHAT[what]), "invalid"
  end
  return true
end

local function pick(list, name, kind, workspace)
  local names = {}
  for i, one in ipairs(list) do
    if one.name == name or one.id == name then
      return one
    end
    names[i] = one.name
  end
  local hint = suggest.hint(name, names)
    or (names[1] and ("%ss: %s"):format(kind, table.concat(names, ", ")) or nil)
  return nil, ("workspace %s: there is no %s '%s'"):format(workspace.name, kind, name),
    "not_found", { hint = hint }
end

--- The source of a name or id.
---@param workspace table an open workspace
---@param name string a name or an id
---@return table|nil source
---@return string|nil message
---@return string|nil code
---@return table|nil details
function source.find(workspace, name)
  local ok, message, code = source.able(workspace, "sources")
  if not ok then
    return nil, message, code
  end
  local list
  list, message, code = workspace:sources()
  if not list then
    return nil, message, code
  end
  return pick(list, name, "source", workspace)
end

--- The connection of a name or id.
---@param workspace table an open workspace
---@param name string a name or an id
---@return table|nil connection
---@return string|nil message
---@return string|nil code
---@return table|nil details
function source.find_connection(workspace, name)
  local ok, message, code = source.able(workspace, "connections")
  if not ok then
    return nil, message, code
  end
  local list
  list, message, code = workspace:connections()
  if not list then
    return nil, message, code
  end
  return pick(list, name, "connection", workspace)
end

--- The specification of a definition.
---@param definition {manifest:table}
---@return table
function source.specification(definition)
  local spec = definition.manifest.spec
  local found = json.is_object(spec) and spec.connection_specification
  return json.is_object(found) and found or json.new_object()
end

--- Holds a configuration against the spec of the connector.
---@param definition table
---@param configuration any
---@return boolean|nil ok
---@return string|nil message without secrets
---@return string|nil code
function source.fits(definition, configuration)
  local problem = require("project.config").problem(configuration,
    source.specification(definition))
  if problem then
    return nil, problem, "invalid"
  end
  return true
end

-- The runtime looks for components.lua beside the manifest.
local function folder_for(definition)
  if not definition.components then
    return nil
  end
  local folder, message, code = fs.temp_directory("revos-source")
  if not folder then
    return nil, message, code
  end
  local ok
  ok, message, code = fs.write(folder .. "/components.lua", definition.components)
  return ok and folder or nil, message, code
end

-- The configuration with its secrets; masked where nobody is told them and that may be enough.
local function configuration_of(workspace, found, may_be_masked)
  local ok, message, code = source.able(workspace, "secrets")
  if ok then
    return workspace:source_configuration(found.id)
  elseif may_be_masked and code == "invalid" then
    return found.configuration
  end
  return nil, message, code
end

--- What the runtime needs to run a source. Give the job back with source.done().
---@param workspace table
---@param found table a source
---@param args table limits of the command: timeout, request_timeout, verbose, sealed; `confine` is
---  called with the job once nothing more is wanted of the workspace but to take what comes
---@param may_be_masked boolean|nil for discovery: most connectors know their streams by themselves
---@return table|nil job as of cli.job
---@return string|nil message
---@return string|nil code
---@return table|nil details
function source.job(workspace, found, args, may_be_masked)
  local config, message, code, details = configuration_of(workspace, found, may_be_masked)
  if not config then
    return nil, message, code, details
  end
  local definition, folder
  if workspace.capabilities.rollback then
    definition, message, code = workspace:version(found.definition_id, found.version)
  else
    definition, message, code = workspace:get(found.definition_id)
  end
  if not definition then
    return nil, message, code
  end
  folder, message, code = folder_for(definition)
  if message then
    return nil, message, code
  end
  local job = { config = config, temporary = folder, args = args, connector = {
    slug = found.name, path = definition.name or found.name, manifest = definition.manifest,
    manifest_text = folder and require("host.yaml").encode(definition.manifest),
    folder = folder } }
  if args.confine then
    local ok
    ok, message, code = args.confine(job)
    if not ok then
      source.done(job)
      return nil, message, code
    end
  end
  return job
end

--- Gives a job back.
---@param job table
function source.done(job)
  if job.temporary then
    fs.remove_tree(job.temporary)
  end
end

--- Says that a source or a connection was deleted.
---@param ctx table the context of a command
---@param workspace table an open workspace
---@param deleted {id:string, name:string}
---@return true
function source.tell_deleted(ctx, workspace, deleted)
  if ctx.args.json then
    ctx.out:json({ workspace = workspace.name, id = deleted.id, name = deleted.name,
      deleted = true })
  else
    ctx.out:line("- %s  deleted (workspace %s)", deleted.name, workspace.name)
  end
  return true
end

--- What uses something, as text for a message.
---@param users {id:string, name:string}[]
---@return string
function source.names(users)
  local names = {}
  for i, one in ipairs(users) do
    names[i] = ("%s (%s)"):format(one.name, one.id)
  end
  return table.concat(names, ", ")
end

return source
