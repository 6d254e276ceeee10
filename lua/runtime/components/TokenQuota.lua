local later = require("util.later")
local policies = later("runtime.rates.policy")

local function path_field(name, is_required, doc, example)
  return { name = name, type = "string[]", required = is_required, doc = doc, example = example }
end

local function header_field(name, doc, example)
  return { name = name, type = "string", doc = doc, example = example }
end

return {
  type = "TokenQuota",
  kind = "token_quota",
  summary = "How many calls of one sort each token has.",
  fields = {
    {
      name = "name",
      type = "string",
      required = true,
      doc = "The quota's name.",
      example = "core",
    },
    path_field(
      "remaining_path",
      true,
      "Where the status tells how many calls are left.",
      { "resources", "core", "remaining" }
    ),
    path_field(
      "reset_path",
      true,
      "Where it tells when they are free again.",
      { "resources", "core", "reset" }
    ),
    path_field("limit_path", false, "Where it tells how many there are in all."),
    {
      name = "matchers",
      type = "@HttpRequestRegexMatcher[]",
      default_type = "HttpRequestRegexMatcher",
      doc = "The requests that count; a quota without matchers is for all the others.",
    },
    header_field(
      "remaining_header",
      "The header of replies that tells how many calls are left.",
      "X-RateLimit-Remaining"
    ),
    header_field("reset_header", "The one that tells when they are free.", "X-RateLimit-Reset"),
    header_field("limit_header", "The one that tells how many there are.", "X-RateLimit-Limit"),
    {
      name = "exhaustion_status_codes",
      type = "integer[]",
      doc = "Statuses of replies that mean that no call is left.",
      example = { 403, 429 },
    },
  },
  build = function(node, build)
    local statuses = {}
    for _, status in ipairs(build:value(node, "exhaustion_status_codes") or {}) do
      statuses[status] = true
    end
    return {
      name = node.name,
      remaining_path = node.remaining_path,
      reset_path = node.reset_path,
      limit_path = build:value(node, "limit_path"),
      matchers = policies.matchers(node, build),
      remaining_header = build:value(node, "remaining_header"),
      reset_header = build:value(node, "reset_header"),
      limit_header = build:value(node, "limit_header"),
      exhausted = statuses,
    }
  end,
}
