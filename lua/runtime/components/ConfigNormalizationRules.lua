return {
  type = "ConfigNormalizationRules",
  closed = true,
  kind = "config_rules",
  summary = "What happens to a config before it is used.",
  fields = {
    {
      name = "config_migrations",
      type = "@ConfigMigration[]",
      doc = "Bring configs of older versions up to date, in order; the result is written back.",
    },
    {
      name = "transformations",
      type = "@config_transformation[]",
      doc = "Change the config of each run, in order.",
    },
    { name = "validations", type = "@validator[]", doc = "Refuse configs that are wrong." },
  },
  build = function(node, build)
    return {
      migrations = build:components(build:value(node, "config_migrations"), nil, "ConfigMigration"),
      transformations = build:components(build:value(node, "transformations")),
      validations = build:components(build:value(node, "validations")),
    }
  end,
}
