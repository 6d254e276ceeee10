local failure = require("runtime.failure")
local json = require("host.json")
local later = require("util.later")
local options = later("runtime.routing.options")
local partition_state = later("runtime.cursor.partition_state")
local scheduler = later("runtime.scheduler")
local slice_of = later("runtime.streams.slice")

local router = {}
router.__index = router

local UNHASHABLE = "UnionPartitionRouter can only deduplicate hashable partition values. "
  .. "Got unhashable value %s for partition field '%s'."
local NO_FIELD = "UnionPartitionRouter expects all child partition routers to emit the "
  .. "partition field '%s'. Got %s"

local OTHER_FIELD = "UnionPartitionRouter expects all child partition routers to emit the "
  .. "partition field '%s', but a %s child emits '%s'."

local function repr(value)
  return require("runtime.interpolation.values").repr(value)
end

local function value_of(self, slice)
  local value = slice.partition[self.field]
  if value == nil then
    failure.value_error(NO_FIELD:format(self.field, repr(slice.partition)))
  elseif json.is_object(value) or json.is_array(value) then
    failure.value_error(UNHASHABLE:format(repr(value), self.field))
  end
  return value
end

-- What else the partition held goes to the extra fields, so that its identity does not depend on
-- the router that it came from.
local function normalized(self, slice, value)
  local extra = json.new_object()
  for key, field in pairs(slice.extra) do
    extra[key] = field
  end
  for key, field in pairs(slice.partition) do
    if key ~= self.field then
      extra[key] = field
    end
  end
  return slice_of.new({ partition = json.new_object({ { self.field, value } }), extra = extra })
end

--- The routers one after another, each value once.
function router:slices()
  return scheduler.generator(function(emit)
    local seen = {}
    for _, child in ipairs(self.routers) do
      for slice in child:slices() do
        local value = value_of(self, slice)
        if not seen[value] then
          seen[value] = true
          emit(normalized(self, slice, value))
        end
      end
    end
  end)
end

function router.request_options()
  return {}
end

--- The states of all children's parents; of parents with the same name the last counts.
function router:state()
  local merged = json.new_object()
  for _, child in ipairs(self.routers) do
    for name, state in pairs(partition_state.of_parents(child) or {}) do
      merged[name] = state
    end
  end
  return merged
end

-- The names that a router is known to give its values.
local function fields_of(child)
  local fields = {}
  if child.is_list or child.is_union then
    fields[1] = child.field
  elseif child.is_substream then
    for index, parent in ipairs(child.parents) do
      fields[index] = parent.field
    end
  end
  return fields
end

local function check_fields(child, type_name, field)
  for _, name in ipairs(fields_of(child)) do
    if name ~= field then
      failure.value_error(OTHER_FIELD:format(field, type_name, name))
    end
  end
end

return {
  type = "UnionPartitionRouter",
  kind = "partition_router",
  summary = "The partitions of several routers, one after another, each value once.",
  fields = {
    {
      name = "partition_field",
      type = "string",
      required = true,
      template = { "config" },
      doc = "The name of the value, the same in all routers.",
      example = "repository",
    },
    {
      name = "partition_routers",
      type = "(@ListPartitionRouter | @SubstreamPartitionRouter | @UnionPartitionRouter"
        .. " | @CustomPartitionRouter)[]",
      required = true,
      min_items = 2,
      doc = "The routers, at least two.",
    },
  },
  build = function(node, build)
    local routers = build:components(node.partition_routers)
    if #routers < 2 then
      failure.value_error(
        ("UnionPartitionRouter for stream %s needs at least 2 child partition routers"):format(
          build.stream and build.stream.name or ""
        )
      )
    end
    local field = build:static_text(node, "partition_field")
    for index, child in ipairs(routers) do
      check_fields(child, node.partition_routers[index].type, field)
      options.refuse(child, "UnionPartitionRouter")
    end
    return setmetatable({ routers = routers, field = field, is_union = true }, router)
  end,
}
