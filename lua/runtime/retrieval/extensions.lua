--- What a SimpleRetriever does beyond pages: each concern is a module that attaches itself.
local json = require("host.json")

local extensions = {}

local function has(node, name)
  return node[name] ~= nil and node[name] ~= json.null
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
  else
    require("runtime.retrieval.page_size_checks").check(retriever, node, build)
    require("runtime.retrieval.window_splitting").attach(retriever, node, build)
  end
end

return extensions
