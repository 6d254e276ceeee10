--- The rules of an IncrementingCountCursor, from its node in the manifest.
local common_rules = require("runtime.cursor.common_rules")
local values = require("runtime.cursor.values")
local failure = require("runtime.failure")

local count_rules = {}

local function endless()
  return math.huge
end

local function start_value(node, build)
  local value = build:static(node, "start_value")
  if value == nil then
    return 0
  end
  local whole = math.tointeger(value) or (math.type(value) == "float" and math.floor(value))
  if not whole then
    failure.value_error(
      ("invalid literal for int() with base 10: '%s'"):format(tostring(value))
    )
  end
  return whole
end

--- @return table rules, see stream_cursor.lua
function count_rules.new(node, build)
  local rules = common_rules.new(node, build)
  rules.values = values.integers()
  rules.bounds = { "start", "end" }
  rules.start = start_value(node, build)
  rules.finish = endless
  common_rules.add_options(rules, { build:component(build:value(node, "start_value_option")) })
  return rules
end

return count_rules
