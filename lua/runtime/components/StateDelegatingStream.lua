local clock = require("host.clock")
local later = require("util.later")
local datetime = later("runtime.time.datetime")
local failure = require("runtime.failure")
local json = require("host.json")
local moment = later("runtime.cursor.moment")
local states = later("runtime.cursor.states")

local OTHER_NAMES = "state_delegating_stream, full_refresh_stream name and incremental_stream must "
  .. "have equal names. Instead has %s, %s and %s."
local COUNTS = "Stream '%s' uses IncrementingCountCursor which is not supported with "
  .. "api_retention_period. IncrementingCountCursor does not use datetime-based cursors, so cursor "
  .. "age validation cannot be performed."
local TOO_OLD = "Stream '%s' has a cursor value older than the API's retention period of %s "
  .. "(cutoff: %s). Falling back to full refresh to avoid data loss."
local NO_CURSOR = "__ab_no_cursor_state_message"

local function check_names(node)
  local full, incremental = node.full_refresh_stream.name, node.incremental_stream.name
  if full ~= node.name or incremental ~= node.name then
    failure.value_error(OTHER_NAMES:format(node.name, tostring(full), tostring(incremental)))
  end
end

local function refuse_counts(node, build)
  for _, stream in ipairs({ node.full_refresh_stream, node.incremental_stream }) do
    local sync = build:value(stream, "incremental_sync")
    if sync and sync.type == "IncrementingCountCursor" then
      failure.value_error(COUNTS:format(node.name))
    end
  end
end

--- @return string|nil the duration for which the API keeps what it has
local function retention(node, build)
  local period = build:static_text(node, "api_retention_period")
  if not period or period == "" then
    return nil
  end
  refuse_counts(node, build)
  return period
end

-- When the state was made: of a full refresh that ended, now.
local function mark_of(stream, state)
  local cursor = stream.cursor
  if cursor and cursor.mark then
    return cursor:mark(state)
  end
  return state[NO_CURSOR] and clock.now_us() or nil
end

local function warn_too_old(node, build, period, cutoff)
  local fraction = cutoff % 1000000 == 0 and "" or ".%f"
  local text = datetime.format(cutoff, "%Y-%m-%dT%H:%M:%S" .. fraction .. "+00:00")
  build.run.messages:log("WARN", TOO_OLD:format(node.name, period, text))
end

local function is_too_old(node, build, state, period, incremental)
  local full = build:component(node.full_refresh_stream)
  local kept, problem = datetime.duration(period)
  if not kept then
    failure.raise({ class = "ISO8601Error", message = problem })
  end
  local mark = mark_of(full, state) or mark_of(incremental, state)
  if mark == nil then
    return true
  end
  local cutoff = moment.subtract(clock.now_us(), kept)
  if mark < cutoff then
    warn_too_old(node, build, period, cutoff)
    return true
  end
  return false
end

-- Streams that the catalogue leaves out need no judgement; parents, and all without one, do.
local function is_asked_for(node, build)
  local run = build.run
  return build.is_parent or not run.catalog or run:configured_stream(node.name) ~= nil
end

local function start_over(node, build)
  local empty = function()
    return nil
  end
  local stream = build:component(node.full_refresh_stream, { state_of = empty })
  stream.state_cleared = true
  return stream
end

local function pick(node, build)
  local period = retention(node, build)
  local state = states.of(build, node.name)
  if not state or json.size(state) == 0 then
    return build:component(node.full_refresh_stream)
  end
  local incremental = build:component(node.incremental_stream)
  local judged = period and is_asked_for(node, build)
  if judged and is_too_old(node, build, state, period, incremental) then
    return start_over(node, build)
  end
  return incremental
end

return {
  type = "StateDelegatingStream",
  kind = "stream",
  summary = "One stream in two forms: for the first sync, and for those with a state.",
  fields = {
    {
      name = "name",
      type = "string",
      required = true,
      doc = "The name of the stream, the same in both forms.",
      example = "orders",
    },
    {
      name = "full_refresh_stream",
      type = "@DeclarativeStream",
      default_type = "DeclarativeStream",
      required = true,
      doc = "The form that is read without a state.",
    },
    {
      name = "incremental_stream",
      type = "@DeclarativeStream",
      default_type = "DeclarativeStream",
      required = true,
      doc = "The form that is read with a state.",
    },
    {
      name = "api_retention_period",
      type = "string",
      template = { "config" },
      doc = "How long the API keeps changes, an ISO 8601 duration: an older state counts as none.",
      example = "P90D",
    },
  },
  build = function(node, build)
    check_names(node)
    return pick(node, build)
  end,
}
