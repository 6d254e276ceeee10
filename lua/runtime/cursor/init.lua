--- Making the cursor of a stream.
local failure = require("runtime.failure")
local json = require("host.json")
local partition_cursor = require("runtime.cursor.partition_cursor")
local partition_state = require("runtime.cursor.partition_state")
local stream_cursor = require("runtime.cursor.stream_cursor")

local cursor = {}

local NO_PARTITIONED_COUNT = "The low-code framework does not currently support usage of a "
  .. "PartitionRouter and an IncrementingCountCursor at the same time. Please specify only one of "
  .. "these options for stream %s."

local function is_global(node, router)
  local field = node.global_substream_cursor
  return router.is_grouping or (field ~= nil and field ~= json.null and field ~= false)
end

-- Where its times cannot be read, the first partition fails; a state names partitions already.
local function partitioned(options, rules)
  local router = options.router
  if rules.fault and partition_state.is_filled(options.state) then
    error(rules.fault, 0)
  end
  return partition_cursor.new(rules, router, options.state, {
    global = is_global(options.node, router),
    lacks_parents = options.lacks_parents,
  })
end

local function whole(options, rules)
  local made = stream_cursor.new(rules, options.state)
  made.field = rules.field
  made.filters_records = rules.filters_records
  made.is_data_feed = rules.is_data_feed
  made.may_refuse = rules.values.may_refuse
  return made
end

--- @param options table `node` (the incremental_sync), `build` (context), `stream_name`, `router`
---        (nil without one), `state` (JSON object of an earlier sync, migrated; or nil),
---        `lacks_parents` (partitions in it may lack their parent slices)
--- @return table cursor; its methods are told in stream_cursor.lua
function cursor.create(options)
  if options.router and options.node.type == "IncrementingCountCursor" then
    failure.value_error(NO_PARTITIONED_COUNT:format(options.stream_name))
  end
  local rules = options.build:component(options.node, {
    cursor_stream = options.stream_name,
    delays_faults = options.router ~= nil,
  })
  if options.router then
    return partitioned(options, rules)
  end
  return whole(options, rules)
end

return cursor
