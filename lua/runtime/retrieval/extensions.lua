--- What a SimpleRetriever does beyond pages: each concern is a module that attaches itself.
local actions = require("runtime.retrieval.actions")
local json = require("host.json")

local extensions = {}

local function has(node, name)
  return node[name] ~= nil and node[name] ~= json.null
end

-- Whether a field is there, or an action that needs it; if so, both are looked at.
local function wants(node, field, action)
  return has(node, field) or actions.uses(node.requester, action)
end

local function reads_lazily(node)
  local router = node.partition_router
  if not json.is_object(router) or router.type ~= "SubstreamPartitionRouter" then
    return false
  end
  for _, config in ipairs(router.parent_stream_configs or {}) do
    local pointer = config.lazy_read_pointer
    if json.is_array(pointer) and #pointer > 0 then
      return true
    end
  end
  return false
end

--- @param retriever table the object that was built, changed in place
function extensions.attach(retriever, node, build)
  require("runtime.retrieval.query_properties").attach(retriever, node, build)
  if has(node, "pagination_reset") then
    require("runtime.retrieval.pagination_reset").attach(retriever, node, build)
  end
  if reads_lazily(node) then
    require("runtime.retrieval.lazy").attach(retriever, node, build)
    return
  end
  if wants(node, "page_size_reduction", "REDUCE_PAGE_SIZE") then
    require("runtime.retrieval.page_size_checks").check(retriever, node, build)
  end
  if wants(node, "request_window_splitting", "SPLIT_REQUEST_WINDOW") then
    require("runtime.retrieval.window_splitting").attach(retriever, node, build)
  end
end

return extensions
