--- A spec that is no JSON schema: no config fits it, and no run begins. A warning, for Airbyte
--- registers such a connector.
local json = require("host.json")

local spec_schema = {}

-- The node that keys lead to from a schema, short of the last; and the last.
local function place_of(schema, path)
  local node = schema
  for index = 1, #path - 1 do
    local key = path[index]
    node = node[type(key) == "number" and key + 1 or key]
  end
  local last = path[#path]
  return node, type(last) == "number" and last + 1 or last
end

local function path_text(path)
  local text = "spec.connection_specification"
  for _, key in ipairs(path) do
    text = text .. (type(key) == "number" and ("[%d]"):format(key) or "." .. key)
  end
  return text
end

--- Add the finding about a connection_specification that is no JSON schema.
function spec_schema.check(manifest, _, findings)
  local spec = manifest.root.spec
  local schema = json.is_object(spec) and spec.connection_specification
  local fault = json.is_object(schema) and require("runtime.json_schema").fault(schema)
  if not fault then
    return
  end
  local node, key = place_of(schema, fault.path)
  local path = path_text(fault.path)
  findings[#findings + 1] = require("project.lint.manifest").at(manifest, node, key, {
    rule = "spec-schema", severity = "warning", path = path,
    message = ("%s: no JSON schema: %s"):format(path, fault.message),
  })
end

return spec_schema
