--- Bodies of requests that write definitions, checked field by field.
local fields = require("serve.fields")
local json = require("host.json")
local problem = require("serve.problem")

local definition_body = {}

local function components_of(body)
  local components = body.components
  if components ~= nil and components ~= json.null and type(components) ~= "string" then
    problem.raise(422, "components: the text of components.lua is expected")
  end
  return components
end

-- A registry is read by many: credentials do not belong there.
local function search(given)
  local found = require("workspace.secret_scan").scan({ name = given.name or "",
    manifest = given.manifest or json.new_object(),
    components = type(given.components) == "string" and given.components or nil }, {})[1]
  if found then
    problem.raise(422, ("%s: holds %s; a secret belongs into the configuration"):format(
      found.path, found.what))
  end
  return given
end

--- What a PUT changes; `components` is json.null when they are to go.
---@return {name:string|nil, manifest:table|nil, components:any}
function definition_body.change(body)
  local change = { name = fields.name(body), manifest = fields.object(body, "manifest"),
    components = components_of(body) }
  if next(change) == nil then
    problem.raise(422, "manifest: is required")
  end
  return search(change)
end

--- What a POST creates.
---@return {name:string, manifest:table, components:string|nil}
function definition_body.new(body)
  local new = { name = fields.required(fields.name(body), "name"),
    manifest = fields.required(fields.object(body, "manifest"), "manifest"),
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
