--- Reading children whose first page lies in the record of their parent (`lazy_read_pointer`).
local failure = require("runtime.failure")
local json = require("host.json")
local paginated_read = require("runtime.paginated_read")

local lazy_read = {}

local FIELD = "child_response"

--- A reply that was never sent: its body is the part of the parent's record.
local function reply_of(pages)
  return { status = 200, headers = {}, body = json.encode(pages), url = "" }
end

--- Reads a slice; as paginated_read.pages, with the first page at hand.
function lazy_read.read(retriever, slice, emit)
  local pages = slice.extra[FIELD]
  if pages == nil then
    return paginated_read.pages(retriever, slice, emit)
  end
  paginated_read.pages_after(retriever, slice, reply_of(pages), emit)
end

local ONE_SLICE = "Found more that one slice per parent. LazySimpleRetriever only supports single "
  .. "slice read for stream - %s."

--- Raises for what cannot be read lazily.
--- @param node table the retriever's mapping
--- @param sync table|nil the stream's incremental_sync
function lazy_read.check(node, sync, name, build)
  if sync and sync.type ~= "DatetimeBasedCursor" then
    failure.value_error(
      ("LazySimpleRetriever only supports DatetimeBasedCursor. Found: %s."):format(sync.type)
    )
  elseif sync and (build:value(sync, "step") or build:value(sync, "cursor_granularity")) then
    failure.value_error(ONE_SLICE:format(name))
  end
  local decoder = build:value(node, "decoder")
  if decoder and decoder.type ~= "JsonDecoder" then
    failure.value_error(
      ("LazySimpleRetriever only supports JsonDecoder. Found: %s."):format(decoder.type)
    )
  end
end

--- Whether a router's parents carry the first pages.
function lazy_read.applies(router)
  for _, parent in ipairs(router and router.is_substream and router.parents or {}) do
    if parent.lazy_path then
      return true
    end
  end
  return false
end

return lazy_read
