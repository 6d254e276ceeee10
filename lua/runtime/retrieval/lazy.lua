--- Reading children whose first page lies in the record of their parent (`lazy_read_pointer`).
local actions = require("runtime.retrieval.actions")
local failure = require("runtime.failure")
local json = require("host.json")
local paginated_read = require("runtime.retrieval.paginated_read")
local states = require("runtime.cursor.states")

local lazy = {}

local FIELD = "child_response"

--- A reply that was never sent: its body is the part of the parent's record.
local function reply_of(pages)
  return { status = 200, headers = {}, body = json.encode(pages), url = "" }
end

-- Reads a slice; as paginated_read.pages, with the first page at hand.
local function read(retriever, slice, emit)
  local pages = slice.extra[FIELD]
  if pages == nil then -- of a parent beside those with a pointer
    local name = ("'%s'"):format(FIELD)
    failure.raise({ class = "KeyError", message = name, arguments = name })
  end
  paginated_read.pages_after(retriever, slice, reply_of(pages), emit)
end

local NO_PAGES = "`page_size_reduction` and the REDUCE_PAGE_SIZE response action are not supported "
  .. "when reading a parent stream lazily. Remove either the page size reduction or the parent "
  .. "stream's `lazy_read_pointer` for stream %s."
local NO_WINDOWS = "`request_window_splitting` and the SPLIT_REQUEST_WINDOW response action are "
  .. "not supported when reading a parent stream lazily. Remove either the request window "
  .. "splitting or the parent stream's `lazy_read_pointer` for stream %s."
local ONE_SLICE = "Found more that one slice per parent. LazySimpleRetriever only supports single "
  .. "slice read for stream - %s."

-- Raises for what cannot be read lazily.
local function check(node, sync, name, build)
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

local function refuse_smaller_requests(node, build, name)
  if
    build:value(node, "page_size_reduction") or actions.uses(node.requester, "REDUCE_PAGE_SIZE")
  then
    failure.value_error(NO_PAGES:format(name))
  elseif
    build:value(node, "request_window_splitting")
    or actions.uses(node.requester, "SPLIT_REQUEST_WINDOW")
  then
    failure.value_error(NO_WINDOWS:format(name))
  end
end

--- Makes a retriever read lazily. Only for the first sync: later ones ask for what is new.
--- @param retriever table SimpleRetriever; gets splitting.read
function lazy.attach(retriever, node, build)
  refuse_smaller_requests(node, build, retriever.name)
  if states.current(build) then
    return
  end
  local stream = build.stream and build.stream.node
  check(node, stream and build:value(stream, "incremental_sync"), retriever.name, build)
  retriever.splitting = { read = read }
end

return lazy
