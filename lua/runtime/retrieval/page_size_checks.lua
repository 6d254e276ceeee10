--- What smaller pages on demand need of a stream (§12.1); told when the stream is built.
local actions = require("runtime.retrieval.actions")
local failure = require("runtime.failure")
local stop_condition = require("util.later")("runtime.retrieval.stop_condition")

local page_size_checks = {}

local ACTION = "REDUCE_PAGE_SIZE"
local BLOCK = "`page_size_reduction` "

local NO_BLOCK = "Stream %s has a response filter with the REDUCE_PAGE_SIZE action but the "
  .. "retriever does not define `page_size_reduction`. Add a `page_size_reduction` block to the "
  .. "retriever."
local NO_ACTION = "Stream %s defines `page_size_reduction` but no response filter with the "
  .. "REDUCE_PAGE_SIZE action was found on its requester. The page size will never be reduced "
  .. "unless a custom error handler resolves to that action."
local PROPERTIES = BLOCK
  .. "cannot be used together with query properties on stream %s. Records from the earlier "
  .. "property chunks have already been emitted when a chunk asks for a smaller page, so retrying "
  .. "the page would emit them twice."
local FILES = BLOCK
  .. "cannot be used together with a `file_uploader` on stream %s. The file uploader sends one "
  .. "request per record from inside the page's record generator, so a reduction asked for halfway "
  .. "through a page would re-emit the records already yielded by it."
local NO_PAGINATOR = BLOCK
  .. "requires a DefaultPaginator on stream %s so that the connector can send a smaller page size."
local NO_OPTION = BLOCK
  .. "requires `page_size_option` on the paginator of stream %s: without it the connector cannot "
  .. "tell the API to send a smaller page."
local PATH_TOKEN = BLOCK
  .. "does not support a `page_token_option` of type RequestPath on stream %s. The next page is "
  .. "then requested through a URL returned by the API, which already carries the page size, so "
  .. "the reduced page size would be sent alongside the original one. Use a CursorPagination "
  .. "strategy with a `page_token_option` of type RequestOption instead."
local PAGE_NUMBERS = BLOCK
  .. "does not support the PageIncrement pagination strategy used by stream %s. Pages are "
  .. "addressed as page number * page size, so a smaller page size shifts every following page "
  .. "boundary and would skip records. Use OffsetIncrement or CursorPagination."
local OTHER_STRATEGY = BLOCK
  .. "only supports the CursorPagination, OffsetIncrement and CustomPaginationStrategy pagination "
  .. "strategies. Stream %s uses %s."
local NO_SIZE = BLOCK
  .. "requires `page_size` on the pagination strategy of stream %s: without it the paginator does "
  .. "not send a page size, so there is nothing to reduce."
local TOO_SMALL = BLOCK
  .. "on stream %s can never reduce its page size: the pagination strategy's `page_size` is %d and "
  .. "`minimum_page_size` is %d. Lower `minimum_page_size` or raise `page_size`."
local OUT_OF_REACH = "Stream %s sets `minimum_page_size` to %d, which `page_size_reduction` cannot "
  .. "reach in one run of failing pages within its `max_attempts`."

local REDUCIBLE = { CursorPagination = true, OffsetIncrement = true }

local function refuse(text, ...)
  failure.value_error(text:format(...))
end

local function check_reach(retriever, size, settings)
  local reach = settings.factor ^ settings.attempts
  if settings.minimum > 1 and reach < size / settings.minimum then
    retriever.run.messages:log("WARN", OUT_OF_REACH:format(retriever.name, settings.minimum))
  end
end

local function check_size(retriever, strategy, settings, build)
  local written = build:value(strategy, "page_size")
  if written == nil then
    refuse(NO_SIZE, retriever.name)
  end
  local size = math.tointeger(tonumber(written))
  if size and size <= settings.minimum then
    refuse(TOO_SMALL, retriever.name, size, settings.minimum)
  elseif size then
    check_reach(retriever, size, settings)
  end
end

local function check_strategy(retriever, strategy, settings, build)
  if strategy.type == "PageIncrement" then
    refuse(PAGE_NUMBERS, retriever.name)
  elseif strategy.type == "CustomPaginationStrategy" then
    return
  elseif not REDUCIBLE[strategy.type] then
    refuse(OTHER_STRATEGY, retriever.name, tostring(strategy.type))
  end
  check_size(retriever, strategy, settings, build)
  if strategy.type == "CursorPagination" then
    stop_condition.check(retriever, build:value(strategy, "stop_condition"), settings.minimum)
  end
end

local function check_paginator(retriever, paginator, settings, build)
  if not paginator or paginator.type ~= "DefaultPaginator" then
    refuse(NO_PAGINATOR, retriever.name)
  elseif not build:value(paginator, "page_size_option") then
    refuse(NO_OPTION, retriever.name)
  end
  local token = build:value(paginator, "page_token_option")
  if token and token.type == "RequestPath" then
    refuse(PATH_TOKEN, retriever.name)
  end
  check_strategy(retriever, paginator.pagination_strategy, settings, build)
end

--- Raises when the stream of a retriever cannot ask for smaller pages but is told to.
--- @param retriever table SimpleRetriever; `reduction` holds the settings, nil without the block
function page_size_checks.check(retriever, node, build)
  local wanted, settings = actions.uses(node.requester, ACTION), retriever.reduction
  if not settings then
    return wanted and refuse(NO_BLOCK, retriever.name)
  elseif not wanted then
    retriever.run.messages:log("WARN", NO_ACTION:format(retriever.name))
  end
  local stream = build.stream and build.stream.node
  if retriever.splitting then
    refuse(PROPERTIES, retriever.name)
  elseif stream and build:value(stream, "file_uploader") then
    refuse(FILES, retriever.name)
  end
  check_paginator(retriever, build:value(node, "paginator"), settings, build)
end

return page_size_checks
