local failure = require("runtime.failure")

local handler = {}
handler.__index = handler

--- Actions that end the search; FAIL and RATE_LIMITED ask the next handler.
local FINAL = {
  SUCCESS = true,
  RETRY = true,
  IGNORE = true,
  RESET_PAGINATION = true,
  REDUCE_PAGE_SIZE = true,
  SPLIT_REQUEST_WINDOW = true,
}

function handler:interpret(reply, problem)
  local found
  for _, child in ipairs(self.children) do
    found = child:interpret(reply, problem)
    if FINAL[found.action] then
      return found
    end
  end
  return found
end

local function all_strategies(children)
  local list = {}
  for _, child in ipairs(children) do
    for _, strategy in ipairs(child.backoff_strategies or {}) do
      list[#list + 1] = strategy
    end
  end
  return list
end

return {
  type = "CompositeErrorHandler",
  kind = "error_handler",
  summary = "Asks several error handlers in order.",
  fields = {
    {
      name = "error_handlers",
      type = "@error_handler[]",
      required = true,
      default_type = "DefaultErrorHandler",
      doc = "The handlers; the first decides over SUCCESS, RETRY and IGNORE.",
    },
  },
  build = function(node, build)
    local children = build:components(build:value(node, "error_handlers"))
    if #children == 0 then
      failure.value_error("CompositeErrorHandler expects at least 1 underlying error handler")
    end
    return setmetatable({
      children = children,
      max_retries = children[1].max_retries,
      backoff_strategies = all_strategies(children),
    }, handler)
  end,
}
