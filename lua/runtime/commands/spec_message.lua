--- What a SPEC message says: the spec of the manifest, without what its fields do not know.
local json = require("host.json")
local registry = require("runtime.manifest.registry")

local function without_nulls(value)
  if json.is_array(value) then
    local list = json.new_array()
    for index, element in ipairs(value) do
      list[index] = without_nulls(element)
    end
    return list
  elseif not json.is_object(value) then
    return value
  end
  local object = json.new_object()
  for key, member in pairs(value) do
    if member ~= json.null and key ~= "type" and key ~= "$parameters" then
      object[key] = without_nulls(member)
    end
  end
  return object
end

-- The members that a component declares, and no others.
local function picked(object, component)
  local result = json.new_object()
  for _, field in ipairs(registry.find(component).fields) do
    local value = object[field.name]
    if value ~= nil and value ~= json.null then
      result[field.name] = value
    end
  end
  return result
end

local function with_strategy(input)
  input = without_nulls(input)
  if input.scopes_join_strategy == nil then
    local strategy = registry.field("OauthConnectorInputSpecification", "scopes_join_strategy")
    input.scopes_join_strategy = strategy.default
  end
  return input
end

local function advanced_auth(node)
  local auth = picked(node, "AuthFlow")
  if json.is_object(auth.oauth_config_specification) then
    local oauth = picked(auth.oauth_config_specification, "OAuthConfigSpecification")
    auth.oauth_config_specification = oauth
    if json.is_object(oauth.oauth_connector_input_specification) then
      oauth.oauth_connector_input_specification =
        with_strategy(oauth.oauth_connector_input_specification)
    end
  end
  return auth
end

--- @param node table a Spec of the manifest
--- @param schema table its connection_specification
--- @return table content of a SPEC message
return function(node, schema)
  local result = json.new_object({ { "connectionSpecification", schema } })
  if type(node.documentation_url) == "string" and node.documentation_url ~= "" then
    result.documentationUrl = node.documentation_url
  end
  result.supportsNormalization = false
  result.supportsDBT = false
  if json.is_object(node.advanced_auth) then
    result.advanced_auth = advanced_auth(node.advanced_auth)
  end
  return result
end
