return {
  type = "DynamicDeclarativeStream",
  kind = "dynamic_stream",
  summary = "A template and the values that make streams of it.",
  fields = {
    {
      name = "name",
      type = "string",
      default = "",
      doc = "The name that check refers to.",
      example = "Tables",
    },
    {
      name = "stream_template",
      type = "@DeclarativeStream | @StateDelegatingStream",
      required = true,
      default_type = "DeclarativeStream",
      doc = "The stream that is copied for each value.",
    },
    {
      name = "components_resolver",
      type = "@resolver",
      required = true,
      doc = "Where the values come from and what they change in the template.",
    },
    {
      name = "use_parent_parameters",
      type = "boolean",
      default = true,
      doc = "Whether $parameters of outer components win over those of inner ones.",
    },
  },
  build = function(node)
    return { node = node }
  end,
}
