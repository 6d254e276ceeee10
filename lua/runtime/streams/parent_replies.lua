--- Replies of streams that are parents are kept for those who ask again, unless the manifest says
--- no.
---
--- The same requester may serve streams that are nobody's parent: it is copied on the way to it.
local json = require("host.json")
local stream_groups = require("runtime.streams.groups")

local replies = {}
replies.__index = replies

--- A node with another value of a member; the node itself where it has that.
function replies:with(node, key, value)
  if node[key] == value then
    return node
  end
  local clone = self.origins:clone(node)
  clone[key] = value
  return clone
end

function replies:form(form)
  local retriever = json.member(form, "retriever")
  local requester = json.member(retriever, "requester")
  if not json.is_object(requester) or requester.use_cache == false then
    return form
  end
  local kept = self:with(retriever, "requester", self:with(requester, "use_cache", true))
  return self:with(form, "retriever", kept)
end

--- A stream whose replies are kept: a delegating one in both of its forms.
function replies:stream(node)
  local kept = self.streams[node]
  if not kept then
    kept = self:form(node)
    for _, key in ipairs({ "full_refresh_stream", "incremental_stream" }) do
      kept = self:with(kept, key, self:form(kept[key]))
    end
    self.streams[node] = kept
  end
  return kept
end

function replies:parent(config)
  local stream = json.member(config, "stream")
  return json.is_object(stream) and self:with(config, "stream", self:stream(stream)) or config
end

--- A list with each element replaced by what a method makes of it; other values as they are.
function replies:list(list, method)
  local made = list
  for index, element in ipairs(json.is_array(list) and list or {}) do
    made = self:with(made, index, self[method](self, element))
  end
  return made
end

--- A partition router, or a list of them, with parents whose replies are kept.
function replies:router(router)
  if not json.is_object(router) then
    return self:list(router, "router")
  end
  local parents = self:list(router.parent_stream_configs, "parent")
  router = self:with(router, "parent_stream_configs", parents)
  router = self:with(router, "partition_routers", self:router(router.partition_routers))
  local inner = self:router(router.underlying_partition_router)
  return self:with(router, "underlying_partition_router", inner)
end

function replies:child(node)
  local retriever = json.member(node, "retriever")
  local router = json.member(retriever, "partition_router")
  if not router then
    return node
  end
  local kept = self:with(retriever, "partition_router", self:router(router))
  return self:with(node, "retriever", kept)
end

--- @param nodes table list of stream nodes; @param all table all of which there are
--- @param origins table of runtime.manifest.origins
--- @return table list of the nodes: copies of those that are parents, or have some
function replies.keep(nodes, all, origins)
  local self = setmetatable({ origins = origins, streams = {} }, replies)
  local names, kept = {}, {}
  for _, node in ipairs(all) do
    stream_groups.each_parent(node, function(parent)
      names[parent.name or ""] = true
    end)
  end
  for index, node in ipairs(nodes) do
    kept[index] = self:child(names[node.name] and self:stream(node) or node)
  end
  return kept
end

return replies
