--- Request window splitting (§17.7): a window that the API rejects is read in halves.
local failure = require("runtime.failure")
local later = require("util.later")
local paginated_read = later("runtime.retrieval.paginated_read")
local splitting = later("runtime.cursor.splitting")
local slice_of = require("runtime.streams.slice")
local values = require("runtime.interpolation.values")
local window_checks = require("runtime.retrieval.window_checks")

local window_splitting = {}

local MOST_SPLITS = 10

local TOO_DEEP = "Stream %s could not split its request window to a size the API accepts within "
  .. "%d splits."
local TOO_SMALL = "The API kept rejecting stream %s's request window even at the smallest window "
  .. "its cursor allows%s, or splitting the window further would not make progress."
local REPEATED = "Stream %s already emitted %d record(s) from a window before it was rejected; "
  .. "splitting and re-reading the window may re-emit them."
local SPLIT = "Stream %s: the API rejected request window %s (split depth %d); reducing it to "
  .. "[%s, %s] and reading each in turn."

local DEEP_DETAIL = "Stream %s exceeded the maximum request window split depth of %d while "
  .. "splitting %s; the API still rejected %s"
local SMALL_DETAIL = "Stream %s could not split its request window %s any further; the API "
  .. "rejected it"

local function shown(slice)
  return values.repr(slice_of.view(slice))
end

local function log(retriever, level, message)
  retriever.run.messages:log(level, message)
end

local function give_up(settings, message, internal, rejection)
  local advice = (settings.failure_message or ""):match("^%s*(.-)%s*$")
  local reason = rejection.message
  failure.raise({
    type = "transient_error",
    message = advice == "" and message or message .. " " .. advice,
    internal = reason and reason ~= "" and internal .. ": " .. reason or internal,
  })
end

--- @param whole table the slice whose halves, and theirs, are read
local function halves_of(retriever, slice, depth, rejection, whole)
  local settings, name = retriever.splitting, retriever.name
  if depth >= MOST_SPLITS then
    local internal = DEEP_DETAIL:format(name, MOST_SPLITS, shown(whole), shown(slice))
    give_up(settings, TOO_DEEP:format(name, MOST_SPLITS), internal, rejection)
  end
  local halves = splitting.halves(retriever.cursor.rules, slice, settings.smallest)
  if not halves then
    local note = settings.smallest_text
      and (", its configured `min_split_window` (%s)"):format(settings.smallest_text)
    local internal = SMALL_DETAIL:format(name, shown(slice))
    give_up(settings, TOO_SMALL:format(name, note or ""), internal, rejection)
  end
  local first, second = shown(halves[1]), shown(halves[2])
  log(retriever, "INFO", SPLIT:format(name, shown(slice), depth, first, second))
  return halves
end

-- @return table|nil the rejection, nil when the window was read to its end
local function try(retriever, slice, emit)
  local emitted = 0
  local ok, err = pcall(paginated_read.pages, retriever, slice, function(batch)
    emit(batch)
    emitted = emitted + (batch.emitted or 0)
  end)
  if ok then
    return nil
  elseif type(err) ~= "table" or err.signal ~= "SPLIT_REQUEST_WINDOW" then
    error(err, 0)
  elseif emitted > 0 then
    log(retriever, "WARN", REPEATED:format(retriever.name, emitted))
  end
  return err
end

local function read(retriever, slice, emit, depth, whole)
  local rejection = try(retriever, slice, emit)
  if rejection then
    for _, half in ipairs(halves_of(retriever, slice, depth, rejection, whole)) do
      read(retriever, half, emit, depth + 1, whole)
    end
  end
end

--- Reads a slice; as paginated_read.pages, but with splitting. `retriever.splitting` holds the
--- settings: smallest (microseconds or nil), smallest_text, failure_message.
function window_splitting.read(retriever, slice, emit)
  read(retriever, slice, emit, 0, slice)
end

--- Makes a retriever split windows where its mapping asks for it. Raises for what does not go with
--- it, and for an error handler that wants it without the settings.
--- @param retriever table SimpleRetriever; gets splitting.read
function window_splitting.attach(retriever, node, build)
  local settings = window_checks.settings(retriever, node, build)
  if settings then
    settings.read = window_splitting.read
    retriever.splitting = settings
  end
end

return window_splitting
