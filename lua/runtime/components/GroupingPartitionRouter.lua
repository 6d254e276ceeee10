local failure = require("runtime.failure")
local json = require("host.json")
local later = require("util.later")
local options = later("runtime.routing.options")
local partition_state = later("runtime.cursor.partition_state")
local slice_of = later("runtime.streams.slice")

local router = {}
router.__index = router

local PARENT = "parent_slice"

local function only_key(partition)
  local found, count
  count = 0
  for key in pairs(partition) do
    if key ~= PARENT then
      found, count = key, count + 1
    end
  end
  if count ~= 1 then
    failure.value_error(
      "GroupingPartitionRouter expects a single partition key-value pair. Got "
        .. require("runtime.interpolation.values").repr(partition)
    )
  end
  return found
end

-- Members of one part of all slices of a batch, as lists.
local function collect(batch, part, names)
  local lists = json.new_object()
  for name in pairs(names) do
    local list = json.new_array()
    for index, slice in ipairs(batch) do
      local value = slice[part][name]
      list[index] = value == nil and json.null or value
    end
    lists[name] = list
  end
  return lists
end

local function all_names(batch)
  local names = json.new_object()
  for _, slice in ipairs(batch) do
    for name in pairs(slice.extra) do
      names[name] = true
    end
  end
  return names
end

local function grouped(batch)
  return slice_of.new({
    partition = collect(batch, "partition", batch[1].partition),
    extra = collect(batch, "extra", all_names(batch)),
  })
end

local function is_seen(self, seen, slice)
  local value = json.new_object({ { "value", slice.partition[only_key(slice.partition)] } })
  local key = partition_state.key(value)
  local known = self.deduplicates and seen[key]
  seen[key] = self.deduplicates or nil
  return known
end

function router:slices()
  local generate, seen, ended = self.inner:slices(), {}, false
  return function()
    local batch = {}
    while not ended and #batch < self.size do
      local slice = generate()
      if not slice then
        ended = true
      elseif not is_seen(self, seen, slice) then
        batch[#batch + 1] = slice
      end
    end
    self.parents = partition_state.of_parents(self.inner)
    return batch[1] and grouped(batch)
  end
end

--- Options of single partitions have no meaning for groups.
function router.request_options()
  return {}
end

function router:state()
  return self.parents
end

return {
  type = "GroupingPartitionRouter",
  kind = "partition_router",
  summary = "Partitions of another router in groups: their values are lists.",
  fields = {
    {
      name = "group_size",
      type = "integer",
      required = true,
      doc = "How many partitions make a group.",
      example = 10,
    },
    {
      name = "underlying_partition_router",
      type = "@ListPartitionRouter | @SubstreamPartitionRouter | @UnionPartitionRouter"
        .. " | @CustomPartitionRouter",
      required = true,
      doc = "The router whose partitions are grouped; it may have no request options.",
    },
    {
      name = "deduplicate",
      type = "boolean",
      default = true,
      doc = "A value that came before is left out.",
    },
  },
  build = function(node, build)
    local inner = build:component(node.underlying_partition_router)
    if node.group_size < 1 then
      failure.value_error(
        ("Group size must be greater than 0, got %s"):format(tostring(node.group_size))
      )
    end
    options.refuse(inner, "GroupingPartitionRouter")
    local deduplicates = build:value(node, "deduplicate")
    return setmetatable({
      inner = inner,
      size = node.group_size,
      deduplicates = deduplicates == nil or deduplicates,
      is_grouping = true,
      parents = json.new_object(),
    }, router)
  end,
}
