local later = require("util.later")
local dpath = later("runtime.values.dpath")
local failure = require("runtime.failure")

local validator = {}
validator.__index = validator

--- A path that the config does not have passes.
function validator:validate(config)
  local path, star = {}, false
  for index, segment in ipairs(self.path) do
    path[index] = segment:eval({})
    star = star or path[index] == "*"
  end
  if #path == 0 then
    failure.value_error("Field path is empty")
  end
  local found = star and dpath.values(config, path) or { dpath.get(config, path) }
  for _, value in ipairs(found) do
    self.strategy:validate(value)
  end
end

return {
  type = "DpathValidator",
  kind = "validator",
  summary = "Checks the value at a path of the config.",
  fields = {
    {
      name = "field_path",
      type = "string[]",
      required = true,
      template = { "config" },
      doc = "The keys that lead to the value; `*` checks every match.",
      example = { "data", "*", "email" },
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
      path = build:strings(node, "field_path"),
      strategy = build:component(node.validation_strategy),
    }, validator)
  end,
}
