local json = require("host.json")
local later = require("util.later")
local paging = later("runtime.retrieval.paging")

local strategy = { ahead = true }
strategy.__index = strategy

function strategy:initial()
  return self.on_first and 0 or nil
end

function strategy:page_size()
  return paging.size(self.size)
end

--- Whether the page size is the same for each page.
function strategy:is_steady()
  return not self.size or self.size:is_steady()
end

-- The template may look into the reply here, and only here.
local function size_of_page(self, page)
  if page.size_override or not self.size then
    return page.size_override
  elseif self.size.is_static then
    return self.size:eval()
  end
  local body = page.decoder:decode(page.reply)[1]
  return self.size:eval({ response = body == nil and json.new_object() or body })
end

--- @param page table count, token, reply, decoder, size_override (of a reduced page)
function strategy:next(page)
  if paging.is_last(page.count, size_of_page(self, page)) then
    return nil
  end
  return (paging.integer_token(page.token, "OffsetIncrement") or 0) + page.count
end

return {
  type = "OffsetIncrement",
  kind = "pagination_strategy",
  summary = "Counts the records.",
  fields = {
    {
      name = "page_size",
      type = "integer | string",
      template = { "config", "response" },
      doc = "How many records to ask for.",
      example = 100,
    },
    paging.first_field,
  },
  build = function(node, build)
    return setmetatable({
      size = build:value(node, "page_size") ~= "" and paging.expression(node, build) or nil,
      on_first = build:value(node, "inject_on_first_request") == true,
    }, strategy)
  end,
}
