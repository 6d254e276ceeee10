--- Bodies of requests that write definitions, checked field by field.
local json = require("host.json")
local problem = require("serve.problem")

local definition_body = {}

local LONGEST_NAME = 256 -- characters; what Airbyte's own column holds

local function name_of(body)
  local name = body.name
  if name == nil then
    return nil
  end
  local length = type(name) == "string" and utf8.len(name)
  if not length or name:find("[%z\1-\31\127]") or not name:find("%S") then
    problem.raise(422, "name: a text of one line is expected")
  elseif length > LONGEST_NAME then
    problem.raise(422, ("name: has %d characters, at most %d are kept"):format(length,
      LONGEST_NAME))
  end
  return name
end

local function manifest_of(body)
  local manifest = body.manifest
  if manifest ~= nil and not json.is_object(manifest) then
    problem.raise(422, "manifest: a JSON object is expected")
  end
  return manifest
end

local function components_of(body)
  local components = body.components
  if components ~= nil and components ~= json.null and type(components) ~= "string" then
    problem.raise(422, "components: the text of components.lua is expected")
  end
  return components
end

-- A registry is read by many: credentials do not belong there.
local function search(fields)
  local found = require("workspace.secret_scan").scan({ name = fields.name or "",
    manifest = fields.manifest or json.new_object(),
    components = type(fields.components) == "string" and fields.components or nil }, {})[1]
  if found then
    problem.raise(422, ("%s: holds %s; a secret belongs into the configuration"):format(
      found.path, found.what))
  end
  return fields
end

--- What a PUT changes; `components` is json.null when they are to go.
---@return {name:string|nil, manifest:table|nil, components:any}
function definition_body.change(body)
  local change = { name = name_of(body), manifest = manifest_of(body),
    components = components_of(body) }
  if next(change) == nil then
    problem.raise(422, "manifest: is required")
  end
  return search(change)
end

--- What a POST creates.
---@return {name:string, manifest:table, components:string|nil}
function definition_body.new(body)
  local new = { name = name_of(body) or problem.raise(422, "name: is required"),
    manifest = manifest_of(body) or problem.raise(422, "manifest: is required"),
    components = components_of(body) }
  if new.components == json.null then
    new.components = nil
  end
  return search(new)
end

--- The version that a rollback goes back to.
---@return integer
function definition_body.version(body)
  local version = body.version
  if math.type(version) ~= "integer" or version < 1 then
    problem.raise(422, "version: the number of a version is expected")
  end
  return version
end

return definition_body
