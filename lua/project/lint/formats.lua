--- Durations and numbers that are none, formats of dates with unknown directives.
local spelling = require("util.later")("project.lint.spelling")

local formats = {}

local durations = {
  DatetimeBasedCursor = { "step", "cursor_granularity", "lookback_window" },
  SessionTokenAuthenticator = { "expiration_duration" },
  FixedWindowCallRatePolicy = { "period" },
  Rate = { "interval" },
}

local date_formats = {
  DatetimeBasedCursor = { "datetime_format", "cursor_datetime_formats" },
  MinMaxDatetime = { "datetime_format" },
  OAuthAuthenticator = { "token_expiry_date_format" },
  LegacySessionTokenAuthenticator = {},
}

local function has_template(text)
  return text:find("{{", 1, true) ~= nil or text:find("{%", 1, true) ~= nil
end

-- Fields that times are only read with, never written.
local read_only = { cursor_datetime_formats = true, token_expiry_date_format = true }

local function each_text(component, field, visit)
  local value = component.node[field]
  if type(value) == "string" then
    visit(component.node, field, value)
  elseif type(value) == "table" then
    for index, inner in ipairs(value) do
      if type(inner) == "string" then
        visit(value, index, inner)
      end
    end
  end
end

local function reporter(manifest, findings, component, field, rule)
  return function(owner, key, message, suggestion)
    local path = component.path == "" and field or component.path .. "." .. field
    findings[#findings + 1] = require("project.lint.manifest").at(manifest, owner, key, {
      rule = rule, path = path, message = path .. ": " .. message, suggestion = suggestion,
    })
  end
end

local function check_durations(manifest, component, findings)
  for _, field in ipairs(durations[component.definition.type] or {}) do
    local add = reporter(manifest, findings, component, field, "bad-duration")
    each_text(component, field, function(owner, key, text)
      if not has_template(text) and not spelling.is_duration(text) then
        add(owner, key, ("'%s' is no ISO 8601 duration such as P30D"):format(text),
          spelling.mend_duration(text))
      end
    end)
  end
end

local function check_dates(manifest, component, findings)
  for _, field in ipairs(date_formats[component.definition.type] or {}) do
    local add = reporter(manifest, findings, component, field, "bad-datetime-format")
    each_text(component, field, function(owner, key, text)
      local reads = read_only[field] or component.definition.type == "MinMaxDatetime"
      local problem, suggestion = spelling.date_problem(text, reads)
      -- Many a token's format is of another tool; most replies tell seconds and never need it.
      local idle = field == "token_expiry_date_format" and not text:find("%", 1, true)
      if problem and not has_template(text) and text ~= "" and not idle then
        add(owner, key, problem, suggestion)
      end
    end)
  end
end

local function check_moment(manifest, component, findings)
  local node = component.node
  local text, format = node.datetime, node.datetime_format
  if component.definition.type ~= "MinMaxDatetime" or type(text) ~= "string" or has_template(text)
    or type(format) ~= "string" or spelling.date_problem(format) then
    return
  end
  if not require("runtime.time.datetime").parse(text, format) then
    reporter(manifest, findings, component, "datetime", "bad-datetime")(node, "datetime",
      ("'%s' is no date in the format '%s'"):format(text, format))
  end
end

local NUMBERS = {
  ["integer | string"] = "must be a whole number or a template, not '%s'",
  ["number | string"] = "must be a number or a template, not '%s'",
}

-- A text that may be a template is read as a number when the connector runs.
local function check_numbers(manifest, component, findings)
  for _, field in ipairs(component.definition.fields) do
    local text, wanted = component.node[field.name], NUMBERS[field.type]
    if wanted and type(text) == "string" and text ~= "" and not has_template(text)
      and not tonumber(text) then
      reporter(manifest, findings, component, field.name, "wrong-type")(component.node, field.name,
        wanted:format(text))
    end
  end
end

--- Add findings about durations, dates and numbers.
function formats.check(manifest, components, findings)
  for _, component in ipairs(components) do
    check_durations(manifest, component, findings)
    check_dates(manifest, component, findings)
    check_moment(manifest, component, findings)
    check_numbers(manifest, component, findings)
  end
end

return formats
