--- The types that schemas which are read from an API may name (§15).
local failure = require("runtime.failure")
local json = require("host.json")

local types = {}

local function entry(name, members)
  local schema = json.new_object({ { "type", json.new_array({ "null", name }) } })
  for _, member in ipairs(members or {}) do
    schema[member[1]] = member[2]
  end
  return schema
end

local function time_entry(format, airbyte_type)
  local members = { { "format", format } }
  if airbyte_type then
    members[2] = { "airbyte_type", airbyte_type }
  end
  return entry("string", members)
end

local MAKERS = {
  string = function()
    return entry("string")
  end,
  date = function()
    return time_entry("date")
  end,
  timestamp_without_timezone = function()
    return time_entry("date-time", "timestamp_without_timezone")
  end,
  timestamp_with_timezone = function()
    return time_entry("date-time")
  end,
  time_without_timezone = function()
    return time_entry("time", "time_without_timezone")
  end,
  time_with_timezone = function()
    return time_entry("time", "time_with_timezone")
  end,
}

for _, name in ipairs({ "boolean", "integer", "number", "array", "object" }) do
  MAKERS[name] = function()
    return entry(name)
  end
end

--- The JSON schema of a type's name. Raises a ValueError for one that is not known.
function types.of(name)
  local make = MAKERS[name]
  if not make then
    local values = require("runtime.interpolation.values")
    failure.value_error("Invalid Airbyte data type: " .. values.str(name))
  end
  return make()
end

--- The JSON schema of a ComplexFieldType { field_type, items }.
function types.of_complex(part)
  local schema = types.of(part.field_type)
  local items = part.items
  if items ~= nil and items ~= json.null and items ~= "" then
    schema.items = type(items) == "string" and types.of(items) or types.of_complex(items)
  end
  return schema
end

return types
