local later = require("util.later")
local paging = later("runtime.retrieval.paging")

local strategy = { ahead = true }
strategy.__index = strategy

function strategy:initial()
  return self.on_first and self.start or nil
end

function strategy:page_size()
  return self.size
end

function strategy.is_steady()
  return true
end

--- @param page table count (of extracted records), token (of the page that was read)
--- @return integer|nil token of the next page
function strategy:next(page)
  if paging.is_last(page.count, self.size) then
    return nil
  end
  return (paging.integer_token(page.token, "PageIncrement") or self.start) + 1
end

return {
  type = "PageIncrement",
  kind = "pagination_strategy",
  summary = "Counts the pages.",
  fields = {
    paging.size_field,
    {
      name = "start_from_page",
      type = "integer",
      default = 0,
      doc = "The number of the first page.",
      example = 1,
    },
    paging.first_field,
  },
  build = function(node, build)
    return setmetatable({
      size = paging.size(paging.expression(node, build)),
      start = build:value(node, "start_from_page") or 0,
      on_first = build:value(node, "inject_on_first_request") == true,
    }, strategy)
  end,
}
