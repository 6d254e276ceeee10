local function number(node, build, name, default)
  local value = build:value(node, name)
  return value == nil and default or value
end

return {
  type = "PageSizeReduction",
  kind = "part",
  summary = "How much smaller pages get when the API rejects them.",
  fields = {
    {
      name = "reduction_factor",
      type = "number",
      default = 2,
      above = 1,
      doc = "The page size is divided by it.",
    },
    {
      name = "minimum_page_size",
      type = "integer",
      default = 1,
      min = 1,
      doc = "The smallest page size.",
    },
    { name = "max_attempts", type = "integer", default = 5, min = 1, doc = "Reductions in a row." },
    {
      name = "backoff_seconds",
      type = "number",
      default = 0.5,
      min = 0,
      doc = "Wait, times the reductions in a row.",
    },
    {
      name = "retries_at_minimum_page_size",
      type = "integer",
      default = 0,
      min = 0,
      doc = "How often a page of the smallest size is tried again.",
    },
    { name = "failure_message", type = "string", doc = "Advice that is added to the error." },
    {
      name = "reset_policy",
      type = "enum(NEVER,AFTER_SUCCESSFUL_PAGE)",
      default = "NEVER",
      doc = "When the configured size is asked for again.",
    },
  },
  build = function(node, build)
    return {
      factor = number(node, build, "reduction_factor", 2),
      minimum = number(node, build, "minimum_page_size", 1),
      attempts = number(node, build, "max_attempts", 5),
      seconds = number(node, build, "backoff_seconds", 0.5),
      retries = number(node, build, "retries_at_minimum_page_size", 0),
      failure_message = build:value(node, "failure_message"),
      resets = build:value(node, "reset_policy") == "AFTER_SUCCESSFUL_PAGE",
    }
  end,
}
