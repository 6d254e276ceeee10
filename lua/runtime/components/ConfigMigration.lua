local migration = {}
migration.__index = migration

function migration:migrate(config)
  for _, transformation in ipairs(self.transformations) do
    transformation:transform(config)
  end
end

return {
  type = "ConfigMigration",
  kind = "config_migration",
  summary = "Brings configs of older versions up to date; the result is written back.",
  fields = {
    { name = "description", type = "string", doc = "What the migration is for." },
    {
      name = "transformations",
      type = "@config_transformation[]",
      required = true,
      custom_type = "CustomConfigTransformation",
      doc = "The changes, in order.",
    },
  },
  build = function(node, build)
    return setmetatable({
      transformations = build:components(node.transformations),
    }, migration)
  end,
}
