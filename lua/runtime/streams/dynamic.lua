--- The streams that the dynamic streams of a manifest make, as nodes (§19).
local failure = require("runtime.failure")
local json = require("host.json")
local parameters = require("runtime.manifest.parameters")
local registry = require("runtime.manifest.registry")

local streams = {}

local function check_resolver(resolver)
  local definition = json.is_object(resolver) and registry.find(resolver.type)
  if not definition or definition.kind ~= "resolver" then
    local kind = json.is_object(resolver) and resolver.type or resolver
    local names = table.concat(registry.of_kind("resolver"), "', '")
    failure.value_error(
      ("Invalid components resolver type '%s'. Expected one of ['%s']."):format(
        tostring(kind),
        names
      )
    )
  end
end

--- Replies of the components' requester are kept: check and read ask for them more than once.
local function cached(resolver, origins)
  local requester = json.member(json.member(resolver, "retriever"), "requester")
  if not json.is_object(requester) then
    return resolver
  end
  local kept = origins:clone(resolver)
  kept.retriever = origins:clone(resolver.retriever)
  kept.retriever.requester = origins:clone(requester)
  kept.retriever.requester.use_cache = true
  return kept
end

--- @param node table a copy of the template, filled in
local function finished(node, parent_wins)
  node = parameters.propagate(node, { parent_wins = parent_wins })
  if node.type == nil then
    node.type = "DeclarativeStream"
  end
  if type(node.name) ~= "string" then
    local values = require("runtime.interpolation.values")
    local name = node.name == nil and json.null or node.name
    failure.value_error(
      ("Expected stream name %s to be a string, got <class '%s'>."):format(
        values.str(name),
        name == json.null and "NoneType" or values.kind(name)
      )
    )
  end
  return node
end

--- Calls add(stream) for each stream of one dynamic stream. Raises failures.
function streams.of(node, build, add)
  local resolver = node.components_resolver
  check_resolver(resolver)
  resolver = cached(resolver, build.manifest.origins)
  local object = build:component(resolver, { dynamic_stream_name = node.name })
  object:resolve(node.stream_template, function(stream)
    add(finished(stream, node.use_parent_parameters ~= false))
  end)
end

local function refuse_duplicate(name, resolver_type)
  local from_config = resolver_type == "ConfigComponentsResolver"
  local message = ("Dynamic streams list contains a duplicate name: %s. Please %s."):format(
    name,
    from_config and "check your configuration" or "contact Airbyte Support"
  )
  failure.raise({
    type = from_config and "config_error" or "system_error",
    message = message,
    internal = message,
  })
end

--- All dynamic streams of a manifest. Each node is marked with `dynamic_stream_name`.
--- @return table list of stream nodes
function streams.expand(root, build)
  local list, seen = {}, {}
  for index, node in ipairs(root.dynamic_streams or {}) do
    local name = build:value(node, "name") or ("dynamic_stream_%d"):format(index - 1)
    streams.of(node, build, function(stream)
      if seen[stream.name] then
        refuse_duplicate(stream.name, node.components_resolver.type)
      end
      seen[stream.name] = true
      stream.dynamic_stream_name = name
      list[#list + 1] = stream
    end)
  end
  return list
end

return streams
