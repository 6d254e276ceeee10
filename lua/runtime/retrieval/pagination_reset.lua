--- PaginationReset of a retriever: attaches the tracker that makes paging begin anew.
local failure = require("runtime.failure")
local pagination_tracker = require("runtime.retrieval.pagination_tracker")

local pagination_reset = {}

local NO_FILTER = "PaginationResetLimits are not supported while having record filter."

--- @param retriever table SimpleRetriever; gets new_tracker()
function pagination_reset.attach(retriever, node, build)
  local reset = build:component(build:value(node, "pagination_reset"))
  local selector = build:value(node, "record_selector")
  if reset.has_limits and build:value(selector, "record_filter") then
    failure.value_error(NO_FILTER)
  end
  local rules = reset.splits and retriever.cursor and retriever.cursor.rules or nil
  function retriever.new_tracker()
    return pagination_tracker.new(rules, reset.limit)
  end
end

return pagination_reset
