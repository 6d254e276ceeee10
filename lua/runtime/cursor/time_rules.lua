--- The rules of a DatetimeBasedCursor, from its node in the manifest: what its cursors share.
local clamping = require("runtime.cursor.clamping")
local clock = require("host.clock")
local common_rules = require("runtime.cursor.common_rules")
local datetime = require("runtime.time.datetime")
local failure = require("runtime.failure")
local json = require("host.json")
local moment = require("runtime.cursor.moment")
local values = require("runtime.cursor.values")

local time_rules = {}

local DAY = { months = 0, us = moment.DAY }
local SECOND = { months = 0, us = moment.SECOND }

local function duration(text)
  local parsed, message = datetime.duration(text)
  if not parsed then
    failure.raise({ class = "ISO8601Error", message = message })
  end
  return parsed
end

-- A length of nothing counts as none.
local function length_of(text)
  local parsed = text and text ~= "" and duration(text) or nil
  local is_empty = parsed and parsed.months == 0 and parsed.us == 0
  return not is_empty and parsed or nil
end

local function formats_of(build, node, format)
  local formats = {}
  for index, item in ipairs(build:value(node, "cursor_datetime_formats") or {}) do
    formats[index] = item
  end
  formats[#formats + 1] = format
  return formats
end

--- A function that gives the time of a bound: a text or a MinMaxDatetime.
local function bound(build, node, field, format)
  local value = build:value(node, field)
  if value == nil or value == "" then
    return nil
  end
  if type(value) == "string" then
    value = json.new_object({ { "type", "MinMaxDatetime" }, { "datetime", value } })
    value["$parameters"] = node["$parameters"]
  end
  local object = build:component(value)
  return function()
    return object:time(format)
  end
end

local function clamping_of(build, node)
  local clamp = build:value(node, "clamping")
  if not clamp then
    return nil
  end
  local target = build:static_text(node.clamping, "target")
  local details = build:value(clamp, "target_details")
  local strategy, message = clamping.new(target, details and build:value(details, "weekday"))
  if not strategy then
    failure.value_error(message)
  end
  return strategy, target
end

local function clamp_end(rules, strategy, target)
  local finish = rules.finish
  local unit = rules.granularity or (target == "DAY" and SECOND or DAY)
  rules.clamp = strategy.up
  rules.finish = function()
    return moment.subtract(strategy.down(finish()), unit)
  end
end

local function check_step(node, step, granularity)
  if ((step or "") == "") ~= ((granularity or "") == "") then
    failure.value_error(
      ("If step is defined, cursor_granularity should be as well and vice-versa. "):format()
        .. ("Right now, step is `%s` and cursor_granularity is `%s`"):format(
          step or "None",
          granularity or "None"
        )
    )
  end
  return node
end

local function add_lengths(rules, build, node)
  check_step(node, build:value(node, "step"), build:value(node, "cursor_granularity"))
  rules.step = length_of(build:static_text(node, "step"))
  rules.lookback = length_of(build:static_text(node, "lookback_window"))
  rules.granularity = length_of(build:value(node, "cursor_granularity"))
  rules.strict = build:value(node, "is_compare_strictly") or false
end

local function add_bounds(rules, build, node, format)
  rules.start = bound(build, node, "start_datetime", format)()
  rules.finish = bound(build, node, "end_datetime", format) or clock.now_us
  local strategy, target = clamping_of(build, node)
  if strategy then
    clamp_end(rules, strategy, target)
  end
end

local function add_options(rules, build, node)
  common_rules.add_options(rules, {
    [1] = build:component(build:value(node, "start_time_option"), { option_owner = node }),
    [2] = build:component(build:value(node, "end_time_option"), { option_owner = node }),
  })
end

local function add_times(rules, build, node, format)
  add_lengths(rules, build, node)
  rules.values = values.times(formats_of(build, node, format), format, rules.granularity)
  add_bounds(rules, build, node, format)
end

--- @return table rules, see stream_cursor.lua; `fault` where times cannot be read and the build
---   has `delays_faults`
function time_rules.new(node, build)
  local rules = common_rules.new(node, build)
  local format = build:value(node, "datetime_format")
  rules.add, rules.subtract = moment.add, moment.subtract
  rules.tracks_slices = true
  rules.bounds = {
    build:static_text(node, "partition_field_start") or "start_time",
    build:static_text(node, "partition_field_end") or "end_time",
  }
  local ok, reason = pcall(add_times, rules, build, node, format)
  if not ok and not build.delays_faults then
    error(reason, 0)
  end
  rules.fault = not ok and reason or nil
  add_options(rules, build, node)
  rules.is_data_feed = build:value(node, "is_data_feed") or false
  rules.filters_records = build:value(node, "is_client_side_incremental") or false
  return rules
end

return time_rules
