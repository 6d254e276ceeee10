--- What a SPEC message says: the spec of the manifest, without what its fields do not know.
local json = require("host.json")

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

local AUTH_FIELDS = {
  "auth_flow_type",
  "predicate_key",
  "predicate_value",
  "oauth_config_specification",
}

local OAUTH_FIELDS = {
  "oauth_user_input_from_connector_config_specification",
  "oauth_connector_input_specification",
  "complete_oauth_output_specification",
  "complete_oauth_server_input_specification",
  "complete_oauth_server_output_specification",
}

local function picked(object, names)
  local result = json.new_object()
  for _, name in ipairs(names) do
    if object[name] ~= nil and object[name] ~= json.null then
      result[name] = object[name]
    end
  end
  return result
end

local function advanced_auth(node)
  local auth = picked(node, AUTH_FIELDS)
  if json.is_object(auth.oauth_config_specification) then
    auth.oauth_config_specification = picked(auth.oauth_config_specification, OAUTH_FIELDS)
    local input = auth.oauth_config_specification.oauth_connector_input_specification
    if json.is_object(input) then
      input = without_nulls(input)
      if input.scopes_join_strategy == nil then
        input.scopes_join_strategy = "space"
      end
      auth.oauth_config_specification.oauth_connector_input_specification = input
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
