--- Puts a stream together: its router, cursor, transformations, retriever and schema.
local failure = require("runtime.failure")
local json = require("host.json")
local later = require("util.later")
local routing = later("runtime.routing")
local states = later("runtime.cursor.states")
local stream = later("runtime.streams.stream")

--- @return table|nil state, boolean whether partitions in it may lack their parent slices
local function migrated_state(node, build, name)
  local state, lacks_parents = states.of(build, name), false
  local nodes = build:value(node, "state_migrations")
  state = nodes and state and json.copy(state) or state -- what is done to it is not known
  for _, migration in ipairs(nodes and build:components(nodes, { stream_node = node }) or {}) do
    if state and json.size(state) > 0 and migration:should_migrate(state) then
      state = migration:migrate(state)
    end
    lacks_parents = lacks_parents or migration.lacks_parents or false
  end
  return state, lacks_parents
end

local function router_of(node, build)
  local retriever = build:value(node, "retriever")
  return json.is_object(retriever) and routing.build(retriever.partition_router, build) or nil
end

local function cursor_of(node, build, router, lacks_parents)
  local sync = build:value(node, "incremental_sync")
  if not sync then
    return nil
  end
  return require("runtime.cursor").create({
    node = sync,
    router = router,
    build = build,
    stream_name = build.stream.name,
    state = build.stream.state,
    lacks_parents = lacks_parents,
  })
end

local function schema_loader_of(node, build)
  local loader = build:value(node, "schema_loader")
  local is_list = json.is_array(loader)
  if loader == nil or is_list and #loader == 0 then
    return require("runtime.schema.loaders").default(build)
  elseif is_list then
    return require("runtime.schema.loaders").merged(build:components(loader))
  end
  return build:component(loader)
end

--- primary_key as a list of names; longer inner lists are refused in discover only.
local function primary_key_of(node, build)
  local key = build:value(node, "primary_key")
  if key == nil or (json.is_array(key) and #key == 0) then
    return nil
  end
  return key
end

-- What the parts of a stream are built with; the router and the cursor are still to come.
local function context_of(made, node, build)
  local context = build:child({
    stream = {
      name = made.name,
      primary_key = made.primary_key,
      node = node,
      missing = function(problem)
        made.problem = made.problem or problem
      end,
    },
    schema = function()
      return made:schema()
    end,
  })
  context.router, context.cursor, context.own_parameters = nil, nil, {}
  return context
end

local function add_router_and_cursor(made, node, context)
  local lacks_parents
  context.stream.state, lacks_parents = migrated_state(node, context, made.name)
  context.stream.has_state = true
  if node.retriever.partition_router ~= nil then
    require("runtime.routing.dependency")(node, made.name, context.run.messages)
  end
  made.router = router_of(node, context)
  made.cursor = cursor_of(node, context, made.router, lacks_parents)
  context.router, context.cursor = made.router, made.cursor
end

--- @param node table a DeclarativeStream of the manifest
--- @param build table of runtime.manifest.build
return function(node, build)
  local name = build:value(node, "name") or ""
  if not json.is_object(node.retriever) then
    failure.value_error(("Stream %s has no retriever"):format(name))
  end
  local made = stream.new({ name = name, node = node, primary_key = primary_key_of(node, build) })
  local context = context_of(made, node, build)
  add_router_and_cursor(made, node, context)
  context.transformations = context:components(build:value(node, "transformations"))
  context.file_uploader = context:component(build:value(node, "file_uploader"))
  made.retriever = context:component(node.retriever)
  made.schema_loader = schema_loader_of(node, context)
  context.stream.state = nil -- the cursor has taken it over
  local uploader = context.file_uploader
  made.is_file_based = uploader ~= nil
  made.file_reference = uploader and function(record)
    return uploader:reference(record)
  end
  return made
end
