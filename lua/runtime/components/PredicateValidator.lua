local validator = {}
validator.__index = validator

function validator:validate()
  self.strategy:validate(self.value:eval({}))
end

return {
  type = "PredicateValidator",
  kind = "validator",
  summary = "Checks a value that is made from the config.",
  fields = {
    {
      name = "value",
      type = "string | number | object | array | boolean | any",
      required = true,
      template = { "config" },
      doc = "The value.",
      example = "{{ config['start_date'] }}",
    },
    {
      name = "validation_strategy",
      type = "@validation_strategy",
      required = true,
      custom_type = "CustomValidationStrategy",
      doc = "What the value is checked for.",
    },
  },
  build = function(node, build)
    return setmetatable({
      value = build:string(node, "value"),
      strategy = build:component(node.validation_strategy),
    }, validator)
  end,
}
