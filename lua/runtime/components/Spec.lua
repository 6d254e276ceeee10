local json = require("host.json")

local NO_RULES = { migrations = {}, transformations = {}, validations = {} }

local spec = {}
spec.__index = spec

--- The content of a SPEC message.
function spec:generate()
  return require("runtime.commands.spec_message")(self.node, self.connection_specification)
end

--- Applies the migrations in place.
function spec:migrate(config)
  for _, migration in ipairs(self.rules.migrations) do
    migration:migrate(config)
  end
end

function spec:transform(config)
  for _, transformation in ipairs(self.rules.transformations) do
    transformation:transform(config)
  end
end

--- Raises what the manifest's own validations object to.
function spec:validate(config)
  for _, validation in ipairs(self.rules.validations) do
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
      rules = build:component(rules, nil, "ConfigNormalizationRules") or NO_RULES,
    }, spec)
  end,
}
