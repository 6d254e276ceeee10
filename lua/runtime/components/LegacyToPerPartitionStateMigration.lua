local failure = require("runtime.failure")
local json = require("host.json")
local migration = { lacks_parents = true }
migration.__index = migration

local UNION = "UnionPartitionRouter"
local ROUTERS = {
  SubstreamPartitionRouter = true,
  [UNION] = true,
  CustomPartitionRouter = true,
}

local function is_legacy_entry(self, value)
  return json.is_object(value) and json.size(value) == 1 and value[self.cursor_field] ~= nil
end

--- Whether the state is { id: { cursor field: value }, … }.
function migration:should_migrate(state)
  if state.states ~= nil or json.size(state) == 0 or not self.has_one_parent then
    return false
  end
  for _, value in pairs(state) do
    if not is_legacy_entry(self, value) then
      return false
    end
  end
  return true
end

-- The identity of a substream's partition includes the slice of its parent, which the legacy form
-- does not know; the cursor matches such entries by the rest (partition_state.lua).
function migration:migrate(state)
  local states = json.new_array()
  for id, value in pairs(state) do
    states[#states + 1] = json.new_object({
      { "partition", json.new_object({ { self.field, id } }) },
      { "cursor", value },
    })
  end
  return json.new_object({ { "states", states } })
end

local function partition_field(router, build)
  if router.type == UNION then
    return build:static_text(router, "partition_field")
  end
  return build:static_text(router.parent_stream_configs[1], "partition_field")
end

local PREFIX = "LegacyToPerPartitionStateMigrations can only be applied "

local MODELS = "airbyte_cdk.sources.declarative.models.declarative_component_schema."

-- What the reference names the kind of a router.
local function class_of(router)
  local name = router == nil and "NoneType" or "list"
  if json.is_object(router) then
    name = MODELS .. tostring(router.type)
  end
  return ("<class '%s'>"):format(name)
end

local function check(router, stream, build)
  if not json.is_object(router) or not ROUTERS[router.type] then
    failure.value_error(
      PREFIX
        .. "on a SimpleRetriever with a SubstreamPartitionRouter, UnionPartitionRouter or "
        .. "CustomPartitionRouter. Got "
        .. class_of(router)
    )
  elseif router.type ~= UNION and not build:value(router, "parent_stream_configs") then
    failure.value_error(PREFIX .. "with a parent stream configuration.")
  elseif not build:value(stream, "incremental_sync") then
    failure.value_error(PREFIX .. "with an incremental_sync configuration.")
  end
end

local function has_one_parent(router)
  return router.type == UNION or #router.parent_stream_configs == 1
end

return {
  type = "LegacyToPerPartitionStateMigration",
  untyped = true,
  kind = "state_migration",
  summary = "Turns an old state, one entry for each parent record, into one for each partition.",
  fields = {},
  build = function(_, build)
    local stream = build.stream.node
    local router = build:value(stream.retriever, "partition_router")
    check(router, stream, build)
    return setmetatable({
      field = partition_field(router, build),
      cursor_field = build:static_text(stream.incremental_sync, "cursor_field"),
      has_one_parent = has_one_parent(router),
    }, migration)
  end,
}
