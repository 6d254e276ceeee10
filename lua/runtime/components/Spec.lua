local json = require("host.json")

local spec = {}
spec.__index = spec

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

--- The content of a SPEC message.
function spec:generate()
  local node = self.node
  local result = json.new_object({ { "connectionSpecification", self.connection_specification } })
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

--- Applies the migrations in place.
function spec:migrate(config)
  for _, migration in ipairs(self.rules and self.rules.migrations or {}) do
    migration:migrate(config)
  end
end

function spec:transform(config)
  for _, transformation in ipairs(self.rules and self.rules.transformations or {}) do
    transformation:transform(config)
  end
end

--- Raises what the manifest's own validations object to.
function spec:validate(config)
  for _, validation in ipairs(self.rules and self.rules.validations or {}) do
    validation:validate(config)
  end
end

return {
  type = "Spec",
  kind = "spec",
  summary = "What a user must configure.",
  fields = {
    {
      name = "connection_specification",
      type = "object",
      required = true,
      doc = "A JSON schema of the config.",
    },
    { name = "documentation_url", type = "string", doc = "Where the connector is documented." },
    { name = "advanced_auth", type = "@AuthFlow", doc = "How a user logs in." },
    {
      name = "config_normalization_rules",
      type = "@ConfigNormalizationRules",
      doc = "Migrations, transformations and validations of the config.",
    },
  },
  build = function(node, build)
    local rules = build:value(node, "config_normalization_rules")
    return setmetatable({
      node = node,
      connection_specification = build:value(node, "connection_specification") or json.new_object(),
      rules = build:component(rules, nil, "ConfigNormalizationRules"),
    }, spec)
  end,
}
