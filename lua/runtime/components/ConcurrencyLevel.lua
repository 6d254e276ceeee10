local failure = require("runtime.failure")

local level = {}
level.__index = level

--- How many tasks run at a time. What a template gives is capped, a plain number is not.
function level:workers()
  local wanted = self.default:eval()
  wanted = wanted == true and 1 or wanted
  if math.type(wanted) ~= "integer" then
    failure.value_error("default_concurrency did not evaluate to an integer")
  end
  if self.is_template and self.most then
    wanted = math.min(wanted, self.most)
  end
  if wanted < 1 then
    failure.value_error("It is required to have more workers than threads generating partitions")
  end
  return wanted
end

local function check(default, most)
  if type(default) == "string" and default:find("config", 1, true) and not most then
    failure.value_error(
      "ConcurrencyLevel requires that max_concurrency be defined if the default_concurrency can be "
        .. "used-specified"
    )
  end
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
    local most = build:value(node, "max_concurrency")
    check(node.default_concurrency, most)
    return setmetatable({
      default = build:string(node, "default_concurrency"),
      is_template = type(node.default_concurrency) == "string",
      most = most,
    }, level)
  end,
}
