--- Streams of a group with BlockSimultaneousSyncsAction never run at the same time (§6), also not
--- as parents of another stream while it lists its slices.
local failure = require("runtime.failure")
local json = require("host.json")

local groups = {}
groups.__index = groups

local function add_router(router, visit)
  if json.is_array(router) then
    for _, inner in ipairs(router) do
      add_router(inner, visit)
    end
  elseif json.is_object(router) then
    for _, config in ipairs(router.parent_stream_configs or {}) do
      if json.is_object(config.stream) then
        visit(config.stream, config)
      end
    end
    add_router(router.partition_routers, visit)
    add_router(router.underlying_partition_router, visit)
  end
end

--- Calls visit(stream_node) for each direct parent that a stream node itself names; the forms of a
--- delegating stream are nodes of their own.
function groups.each_parent(node, visit)
  local retriever = json.is_object(node.retriever) and node.retriever
  if retriever then
    add_router(retriever.partition_router, visit)
  end
end

local function each_parent_of_forms(node, visit)
  local delegated = { node.full_refresh_stream or false, node.incremental_stream or false }
  for _, form in ipairs({ node, table.unpack(delegated) }) do
    if json.is_object(form) then
      groups.each_parent(form, visit)
    end
  end
end

local function collect(node, names)
  each_parent_of_forms(node, function(parent)
    if parent.name and not names[parent.name] then
      names[parent.name] = true
      names[#names + 1] = parent.name
      collect(parent, names)
    end
  end)
  return names
end

--- The names of all streams above a stream: a list that is a set too.
function groups.ancestors(node)
  return collect(node, {})
end

local function group_names(root)
  local by_stream = {}
  if json.is_object(root.stream_groups) then
    for group, settings in pairs(root.stream_groups) do
      for _, stream in ipairs(settings.streams or {}) do
        if json.is_object(stream) and stream.name then
          by_stream[stream.name] = group
        end
      end
    end
  end
  return by_stream
end

--- @param root table the resolved manifest
function groups.new(root)
  return setmetatable({ of = group_names(root), active = {}, users = {} }, groups)
end

--- Raises ValueError when a stream and one of its parents are in one group.
function groups:check(nodes)
  for _, node in ipairs(nodes) do
    local group = self.of[node.name]
    for _, parent in ipairs(group and groups.ancestors(node) or {}) do
      if self.of[parent] == group then
        failure.value_error(
          ("Stream '%s' and its parent stream '%s' are both in group '%s'. A child stream must "
            .. "not share a group with its parent to avoid deadlock."):format(
            node.name,
            parent,
            group
          )
        )
      end
    end
  end
end

local function use(self, name, by)
  local group = self.of[name]
  if group then
    self.active[group] = (self.active[group] or 0) + by
  end
end

function groups:may_start(stream)
  local group = self.of[stream.name]
  if group and (self.active[group] or 0) > 0 then
    return false
  end
  for _, parent in ipairs(next(self.of) and groups.ancestors(stream.node) or {}) do
    local parent_group = self.of[parent]
    if parent_group and (self.active[parent_group] or 0) > 0 then
      return false
    end
  end
  return true
end

function groups:entered(stream)
  use(self, stream.name, 1)
  for _, parent in ipairs(next(self.of) and groups.ancestors(stream.node) or {}) do
    use(self, parent, 1)
  end
end

--- All slices are listed: parents are free again.
function groups:listed(stream)
  for _, parent in ipairs(next(self.of) and groups.ancestors(stream.node) or {}) do
    use(self, parent, -1)
  end
end

function groups:left(stream)
  use(self, stream.name, -1)
end

return groups
