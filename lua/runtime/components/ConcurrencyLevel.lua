local failure = require("runtime.failure")
local paging = require("runtime.paging")

local level = {}
level.__index = level

--- How many tasks run at a time.
function level:workers()
  local wanted = paging.size(self.default)
  if not wanted then
    failure.value_error("`default_concurrency` did not evaluate to an integer value")
  end
  if not self.default.is_static and self.most then
    return math.max(1, math.min(wanted, self.most))
  end
  return math.max(1, wanted)
end

return {
  type = "ConcurrencyLevel",
  untyped = true,
  kind = "concurrency_level",
  summary = "How much runs at the same time.",
  fields = {
    {
      name = "default_concurrency",
      type = "integer | string",
      required = true,
      template = { "config" },
      doc = "How many slices are read at a time.",
      example = 4,
    },
    { name = "max_concurrency", type = "integer", doc = "The most that a template may ask for." },
  },
  build = function(node, build)
    return setmetatable({
      default = build:string(node, "default_concurrency"),
      most = build:value(node, "max_concurrency"),
    }, level)
  end,
}
