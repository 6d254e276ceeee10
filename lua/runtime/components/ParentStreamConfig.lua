local failure = require("runtime.failure")
local later = require("util.later")
local parent = later("runtime.routing.parent")
local parent_state = later("runtime.routing.parent_state")
local plain_paths = later("runtime.values.dpath_plain")
local states_of = later("runtime.cursor.states")

local NO_WILDCARD = "The '*' wildcard in 'lazy_read_pointer' is not supported — only direct paths "
  .. "are allowed."

--- The segments of a text: "a/b" is a and b.
local function split(text)
  local segments = {}
  for segment in text:gmatch("[^/]+") do
    segments[#segments + 1] = segment
  end
  return segments
end

local function segments_of(node, build, list)
  local segments = {}
  for index, segment in ipairs(list) do
    local value = build:string_of(node, segment):eval()
    segments[index] = tostring(value)
    segments.number = segments.number or (type(value) == "number" and index or nil)
  end
  return segments
end

local function extra_paths(node, build)
  local paths = {}
  for index, list in ipairs(build:value(node, "extra_fields") or {}) do
    paths[index] = segments_of(node, build, list)
  end
  return paths
end

local function lazy_path(node, build)
  local pointer = build:value(node, "lazy_read_pointer")
  if not pointer or #pointer == 0 then
    return nil
  end
  for _, segment in ipairs(pointer) do
    if segment:find("*", 1, true) then
      failure.value_error(NO_WILDCARD)
    end
  end
  return segments_of(node, build, pointer)
end

-- The cursor field of the parent, by the manifest; a delegating stream answers with its incremental
-- form, which is the one that is read with a state.
local function cursor_field(stream, build)
  local declared = build:value(stream, "incremental_stream") or stream
  local sync = build:value(declared, "incremental_sync")
  return sync and build:static_text(sync, "cursor_field")
end

--- Gives the states of the streams that are built for the parent.
local function states(node, build)
  local own = build:value(node, "incremental_dependency") and states_of.current(build)
  local name = build:value(node.stream, "name") or ""
  local state = own and parent_state.of(own, name, function()
    return cursor_field(node.stream, build)
  end, function(level, message)
    build.run.messages:log(level, message)
  end)
  return function(asked)
    return asked == name and state or nil
  end
end

local function build_stream(node, build)
  return build:component(node.stream, {
    state_of = states(node, build),
    is_parent = true,
  })
end

return {
  type = "ParentStreamConfig",
  kind = "parent_stream",
  summary = "A parent stream: each of its records becomes a partition.",
  fields = {
    {
      name = "stream",
      type = "@DeclarativeStream | @StateDelegatingStream",
      default_type = "DeclarativeStream",
      required = true,
      doc = "The parent stream, mostly a reference.",
    },
    {
      name = "parent_key",
      type = "string",
      required = true,
      template = { "config" },
      doc = "The member of the parent's records that identifies them; `a/b` for a nested one.",
      example = "id",
    },
    {
      name = "partition_field",
      type = "string",
      required = true,
      template = { "config" },
      doc = "The name of the value in `stream_partition`.",
      example = "parent_id",
    },
    {
      name = "request_option",
      type = "@RequestOption",
      default_type = "RequestOption",
      doc = "Where in the request the value goes.",
    },
    {
      name = "incremental_dependency",
      type = "boolean",
      default = false,
      doc = "The parent is read from its own state, which is kept in the child's.",
    },
    {
      name = "lazy_read_pointer",
      type = "string[]",
      template = { "config" },
      doc = "Where in a parent record the first page of its children is.",
      example = { "comments" },
    },
    {
      name = "extra_fields",
      type = "string[][]",
      template = { "config" },
      doc = "Paths of further members of the parent's records, for `stream_slice.extra_fields`.",
      example = { { "owner", "name" } },
    },
  },
  build = function(node, build)
    local key = build:static_text(node, "parent_key")
    return parent.new({
      key = key,
      key_of = plain_paths.getter(split(key), key),
      field = build:static_text(node, "partition_field"),
      extra_paths = extra_paths(node, build),
      lazy_path = lazy_path(node, build),
      option = build:component(build:value(node, "request_option")),
      is_dependency = build:value(node, "incremental_dependency") or false,
      stream = build_stream(node, build),
      debug = function(message)
        build.run.messages:log("DEBUG", message)
      end,
    })
  end,
}
