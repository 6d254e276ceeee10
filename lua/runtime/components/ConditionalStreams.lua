local conditional = {}
conditional.__index = conditional

function conditional:holds()
  return self.condition == nil or self.condition:eval() == true
end

return {
  type = "ConditionalStreams",
  kind = "stream",
  summary = "Streams that are there only when a condition holds.",
  fields = {
    {
      name = "condition",
      type = "string",
      required = true,
      template = { "config" },
      doc = "When the streams are there.",
      example = "{{ config['is_sandbox'] }}",
    },
    {
      name = "streams",
      type = "@DeclarativeStream[]",
      required = true,
      default_type = "DeclarativeStream",
      doc = "The streams.",
    },
  },
  build = function(node, build)
    return setmetatable({ condition = build:boolean(node, "condition") }, conditional)
  end,
}
