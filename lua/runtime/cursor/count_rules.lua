--- The rules of an IncrementingCountCursor, from its node in the manifest.
local common_rules = require("runtime.cursor.common_rules")
local counts = require("runtime.cursor.counts")

local count_rules = {}

local function endless()
  return math.huge
end

local function start_value(node, build)
  local value = build:static(node, "start_value")
  return value == nil and 0 or require("runtime.interpolation.convert").int(value)
end

--- @return table rules, see stream_cursor.lua
function count_rules.new(node, build)
  local rules = common_rules.new(node, build)
  rules.values = counts
  rules.bounds = { "start", "end" }
  rules.start = start_value(node, build)
  rules.finish = endless
  common_rules.add_options(rules, { build:component(build:value(node, "start_value_option")) })
  return rules
end

return count_rules
