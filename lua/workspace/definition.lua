--- A connector on disk as what is registered: name, manifest, components. What cannot be
--- registered carries a `problem` {message, code, details} instead of stopping the others.
local connectors = require("project.connector")
local fs = require("host.fs")
local json = require("host.json")
local value = require("util.value")
local yaml = require("host.yaml")

local definition = {}

-- What a registry can hold: its column for names, its limit for a request.
local LIMITS = { name = 256, body = 10 * 1024 * 1024 }

local function problem(connector, message, code, details)
  connector.problem = connector.problem or { message = message, code = code, details = details }
end

--- Reads connector.yaml only: enough to know slug, name and ids.
---@param root string the project's folder
---@param item {slug:string, path:string, folder:string}
---@return table connector
function definition.open(root, item)
  local connector = { slug = item.slug, path = item.path, folder = item.folder, root = root }
  local shown = item.path .. "/connector.yaml"
  local read, message, code = connectors.read_yaml(root, item.folder .. "/connector.yaml", shown)
  if read and json.is_object(read.value) then
    connector.document, connector.text = read.value, read.text
    local spec = read.value.spec
    connector.name = json.is_object(spec) and type(spec.name) == "string" and spec.name or nil
  else
    connector.document, connector.text = json.new_object(), ""
    problem(connector, message or shown .. ":1:1: must be a mapping", code or "invalid")
  end
  return connector
end

--- All connectors of a project, in path order.
---@param project table
---@return table[]
function definition.all(project)
  local found = {}
  for i, item in ipairs(project:connectors()) do
    found[i] = definition.open(project.root, item)
  end
  return found
end

--- Those of `all` that paths name.
---@param project table
---@param all table[]
---@param paths string[]|nil
---@return table[]|nil selected
---@return string|nil message
---@return string|nil code
---@return table|nil details
function definition.select(project, all, paths)
  local items, message, code, details = project:select(paths)
  if not items then
    return nil, message, code, details
  end
  local by_slug, selected = {}, {}
  for _, connector in ipairs(all) do
    by_slug[connector.slug] = connector
  end
  for i, item in ipairs(items) do
    selected[i] = by_slug[item.slug] or definition.open(project.root, item)
  end
  return selected
end

--- Reads the rest: manifest and components.
---@param connector table of open()
---@return table the same
function definition.complete(connector)
  if connector.completed then
    return connector
  end
  connector.completed = true
  local loaded, message, code, details = connectors.load(connector.root, connector)
  if not loaded then
    problem(connector, message, code, details)
    return connector
  end
  connector.name = loaded.name
  connector.manifest, connector.manifest_text = loaded.manifest, loaded.manifest_text
  connector.manifest_doc = loaded.manifest_doc
  connector.components = loaded.components_text
  connector.sha256 = value.sha256(connector.manifest, connector.components)
  if (utf8.len(connector.name) or #connector.name) > LIMITS.name then
    problem(connector, connector.path
      .. "/connector.yaml: spec.name is longer than 256 characters", "limit")
  elseif #connector.manifest_text > LIMITS.body then
    problem(connector, connector.path .. "/manifest.yaml: is larger than 10 MB", "limit")
  end
  return connector
end

--- Replaces connector.yaml, and only when it is still what was read.
---@param connector table
---@param text string
---@return boolean|nil ok
---@return string|nil message
---@return string|nil code
function definition.save(connector, text)
  if text == connector.text then
    return true
  end
  local path = connector.folder .. "/connector.yaml"
  if fs.read(path) ~= connector.text then
    return nil, connector.path .. "/connector.yaml: changed while revos was at work", "conflict"
  end
  local ok, message, code = fs.write(path, text)
  if ok then
    connector.text = text
    connector.document = yaml.decode(text, connector.path .. "/connector.yaml")
      or connector.document
  end
  return ok, message, code
end

return definition
