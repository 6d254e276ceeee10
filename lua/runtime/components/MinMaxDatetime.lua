local later = require("util.later")
local datetime = later("runtime.time.datetime")
local failure = require("runtime.failure")
local moment = later("runtime.cursor.moment")
local values = require("runtime.interpolation.values")

local bound = {}
bound.__index = bound

local function parse(text, format)
  local us, offset = datetime.parse(text, format)
  if not us then
    failure.value_error(offset)
  end
  return moment.new(us, offset)
end

local function text_of(expression)
  return expression and values.str(expression:eval()) or ""
end

local function within_limits(self, format)
  local time = parse(text_of(self.text), format)
  local earliest, latest = text_of(self.earliest), text_of(self.latest)
  if earliest ~= "" then
    local limit = parse(earliest, format)
    time = time < limit and limit or time
  end
  if latest ~= "" then
    local limit = parse(latest, format)
    time = limit < time and limit or time
  end
  return time
end

local function are_steady(...)
  for index = 1, select("#", ...) do
    local text = select(index, ...)
    if text and not text:is_steady() then
      return false
    end
  end
  return true
end

--- The time, within its limits. What comes out the same each time is worked out twice: most times
--- are asked for once, the end of a sync for every slice.
--- @param format string format of the texts, where the component names none; the same at each call
--- @return moment see runtime/cursor/moment.lua
function bound:time(format)
  if self.fixed and not self.run.unsteady then
    return self.fixed
  end
  local time = within_limits(self, self.format or format)
  if self.was_asked and self.is_steady == nil then
    self.is_steady = are_steady(self.text, self.earliest, self.latest)
  end
  self.was_asked, self.fixed = true, self.is_steady and time or nil
  return time
end

return {
  type = "MinMaxDatetime",
  kind = "datetime",
  summary = "A time, kept between an earliest and a latest one.",
  fields = {
    {
      name = "datetime",
      type = "string",
      required = true,
      template = { "config" },
      doc = "The time, in the format of `datetime_format`.",
      example = "{{ config['start_date'] }}",
    },
    {
      name = "datetime_format",
      type = "string",
      doc = "The format of the three times; that of the cursor when absent.",
      example = "%Y-%m-%d",
    },
    {
      name = "min_datetime",
      type = "string",
      template = { "config" },
      doc = "The earliest time: an earlier `datetime` becomes this one.",
      example = "2020-01-01",
    },
    {
      name = "max_datetime",
      type = "string",
      template = { "config" },
      doc = "The latest time: a later `datetime` becomes this one.",
      example = "{{ now_utc().strftime('%Y-%m-%d') }}",
    },
  },
  build = function(node, build)
    local format = build:value(node, "datetime_format")
    return setmetatable({
      run = build.run,
      format = format ~= "" and format or nil,
      text = build:string(node, "datetime"),
      earliest = build:string(node, "min_datetime"),
      latest = build:string(node, "max_datetime"),
    }, bound)
  end,
}
