--- The values of options and arguments that are not just any text.

local function usage(format, ...)
  return nil, format:format(...), "usage"
end

local function to_integer(text)
  return text:find("^[+-]?%d+$") and math.tointeger(tonumber(text)) or nil
end

local function to_number(text)
  return text:find("^[+-]?%d*%.?%d+$") and tonumber(text) or text:find("^[+-]?%d+%.$")
    and tonumber(text) or nil
end

local function in_range(entry, value)
  return not (entry.min and value < entry.min) and not (entry.max and value > entry.max)
end

local function convert_number(entry, text, label)
  local value = (entry.type == "integer" and to_integer or to_number)(text)
  if not value then
    return usage("%s: '%s' is not %s", label, text, entry.type == "integer" and "a whole number"
      or "a number")
  end
  if not in_range(entry, value) then
    return usage("%s: %s is out of range, %s %s", label, text, value < (entry.min or value)
      and "the least is" or "the most is",
      value < (entry.min or value) and entry.min or entry.max)
  end
  return value
end

--- @param entry table declared with the type integer or number, or with choices
--- @param text string
--- @param label string names the option or argument in messages
--- @return any|nil value, string|nil message, string|nil code, table|nil details
return function(entry, text, label)
  if entry.type == "integer" or entry.type == "number" then
    return convert_number(entry, text, label)
  end
  for _, choice in ipairs(entry.choices) do
    if choice == text then
      return text
    end
  end
  return nil,
    ("%s: '%s' is not one of %s"):format(label, text, table.concat(entry.choices, ", ")), "usage",
    { hint = require("util.suggest").hint(text, entry.choices) }
end
