local failure = require("runtime.failure")
local json = require("host.json")
local later = require("util.later")
local options = later("runtime.routing.options")
local scheduler = later("runtime.scheduler")

local router = {}
router.__index = router

--- The parents one after another; each is read while its partitions are asked for.
function router:slices()
  return scheduler.generator(function(emit)
    for _, parent in ipairs(self.parents) do
      parent:read(emit)
    end
  end)
end

function router:request_options(slice)
  local bag = {}
  for _, parent in ipairs(self.parents) do
    options.add(bag, parent.option, slice, parent.field)
  end
  return bag
end

local function is_known(self, states)
  for index in ipairs(self.parents) do
    if states[index] ~= self.last_states[index] then
      return false
    end
  end
  return true
end

local function by_name(self, states)
  local object = json.new_object()
  for index, parent in ipairs(self.parents) do
    if states[index] then
      object[parent.stream.name] = states[index]
    end
  end
  return object
end

--- The states of the parents on which partitions depend, by name; the same table as long as none
--- has changed.
function router:state()
  local states = {}
  for index, parent in ipairs(self.parents) do
    states[index] = parent:state() or false
  end
  if not self.last_states or not is_known(self, states) then
    self.last_states, self.last = states, by_name(self, states)
  end
  return self.last
end

return {
  type = "SubstreamPartitionRouter",
  kind = "partition_router",
  summary = "One partition for each record of one or more parent streams.",
  fields = {
    {
      name = "parent_stream_configs",
      type = "@ParentStreamConfig[]",
      default_type = "ParentStreamConfig",
      required = true,
      doc = "The parent streams, read one after another.",
    },
  },
  build = function(node, build)
    local parents = build:components(node.parent_stream_configs)
    if #parents == 0 then
      failure.value_error("SubstreamPartitionRouter needs at least 1 parent stream")
    end
    return setmetatable({ parents = parents, is_substream = true }, router)
  end,
}
