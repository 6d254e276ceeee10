--- What request window splitting needs of a stream; told when the stream is built.
local actions = require("runtime.retrieval.actions")
local datetime = require("util.later")("runtime.time.datetime")
local failure = require("runtime.failure")

local window_checks = {}

local ACTION = "SPLIT_REQUEST_WINDOW"
local BLOCK = "`request_window_splitting` "

local NO_BLOCK = "Stream %s has a response filter with the SPLIT_REQUEST_WINDOW action but the "
  .. "retriever does not define `request_window_splitting`. Add a `request_window_splitting` block "
  .. "to the retriever."
local NO_ACTION = "Stream %s defines `request_window_splitting` but no response filter with the "
  .. "SPLIT_REQUEST_WINDOW action was found on its requester. The request window will never be "
  .. "split unless a custom error handler or custom code resolves to that action."
local NO_CURSOR = BLOCK
  .. "requires an incremental cursor that supports window splitting on stream %s. Found "
  .. "FinalStateCursor: this is only supported today for a `DatetimeBasedCursor` with "
  .. "`cursor_granularity` set."
local NO_GRANULARITY = BLOCK
  .. "requires `cursor_granularity` on the `DatetimeBasedCursor` of stream %s: without it there is "
  .. "no smallest window to stop splitting at, and no way to keep two child windows from "
  .. "overlapping at their shared edge."
local CLIENT_SIDE = BLOCK
  .. "cannot be used together with `is_client_side_incremental` on stream %s: the window is "
  .. "filtered client-side rather than sent to the API, so splitting it would not change the "
  .. "request and could not resolve a SPLIT_REQUEST_WINDOW response."
local EMPTY_UNIT = BLOCK
  .. "requires a `cursor_granularity` greater than zero on stream %s: `%s` parses to a zero-length "
  .. "duration, which can never produce a smaller child window."
local FINE_UNIT = BLOCK
  .. "requires `cursor_granularity` to be no finer than what `datetime_format` can represent on "
  .. "stream %s: `datetime_format` '%s' cannot represent a value finer than %s, but "
  .. "`cursor_granularity` '%s' is finer than that. Use a "
  .. "`datetime_format` precise enough to represent `cursor_granularity`, or a coarser "
  .. "`cursor_granularity`."
local BAD_SMALLEST = "`min_split_window` must be a positive duration expressible as a fixed number "
  .. "of days/hours/minutes/seconds on stream %s: `%s` is not."
local PROPERTIES = BLOCK .. "cannot be used together with query properties on stream %s."
local FILES = BLOCK .. "cannot be used together with a `file_uploader` on stream %s."

local SECOND = 1000000

--- The finest unit that a code of a format shows, in microseconds.
local UNITS = {
  { "%epoch_microseconds", 1 },
  { "%s_as_float", 1 },
  { "%f", 1 },
  { "%_ms", 1000 },
  { "%ms", 1000 },
  { "%S", SECOND },
  { "%s", SECOND },
  { "%M", 60 * SECOND },
  { "%H", 3600 * SECOND },
  { "%I", 3600 * SECOND },
  { "%d", 86400 * SECOND },
}

local function finest(format)
  local found
  for _, unit in ipairs(UNITS) do
    if format:find(unit[1], 1, true) then
      found = math.min(found or unit[2], unit[2])
    end
  end
  return found
end

local function refuse(text, ...)
  failure.value_error(text:format(...))
end

--- Python's text of a length of time: "1 day, 0:00:00".
local function length_text(us)
  local seconds = us // SECOND
  local days, rest = seconds // 86400, seconds % 86400
  local clock = ("%d:%02d:%02d"):format(rest // 3600, rest // 60 % 60, rest % 60)
  if us % SECOND ~= 0 then
    clock = clock .. (".%06d"):format(us % SECOND)
  end
  if days == 0 then
    return clock
  end
  return ("%d day%s, %s"):format(days, days == 1 and "" or "s", clock)
end

local function check_unit(name, sync)
  local unit = datetime.duration(sync.cursor_granularity)
  if unit.months == 0 and unit.us <= 0 then
    refuse(EMPTY_UNIT, name, sync.cursor_granularity)
  end
  local shown = finest(sync.datetime_format)
  if shown and unit.months == 0 and unit.us < shown then
    refuse(FINE_UNIT, name, sync.datetime_format, length_text(shown), sync.cursor_granularity)
  end
end

local function check_cursor(name, sync, build)
  if not sync then
    refuse(NO_CURSOR, name)
  elseif sync.type ~= "DatetimeBasedCursor" or not build:value(sync, "cursor_granularity") then
    refuse(NO_GRANULARITY, name)
  elseif build:value(sync, "is_client_side_incremental") then
    refuse(CLIENT_SIDE, name)
  end
  check_unit(name, sync)
end

local function check_smallest(name, settings)
  if not settings.window then
    return
  end
  local window, message = datetime.duration(settings.window)
  if not window then
    failure.raise({ class = "ISO8601Error", message = message })
  elseif window.months ~= 0 or window.us <= 0 then
    refuse(BAD_SMALLEST, name, settings.window)
  end
end

local function check_company(retriever, stream, build)
  if retriever.splitting then
    refuse(PROPERTIES, retriever.name)
  elseif stream and build:value(stream, "file_uploader") then
    refuse(FILES, retriever.name)
  end
end

--- @return table|nil settings of the retriever, nil when it does not split
function window_checks.settings(retriever, node, build)
  local name, wanted = retriever.name, actions.uses(node.requester, ACTION)
  local settings = build:component(build:value(node, "request_window_splitting"))
  if not settings then
    return wanted and refuse(NO_BLOCK, name) or nil
  end
  if not wanted then
    retriever.run.messages:log("WARN", NO_ACTION:format(name))
  end
  local stream = build.stream and build.stream.node
  check_cursor(name, stream and build:value(stream, "incremental_sync"), build)
  check_smallest(name, settings)
  check_company(retriever, stream, build)
  settings.smallest_text = settings.smallest and length_text(settings.smallest)
  return settings
end

return window_checks
