--- Telling of `incremental_dependency` on the parents of a stream that keeps no state itself.
local json = require("host.json")

local IN_VAIN = "Stream `%s` has `incremental_dependency: true` in its parent stream configuration "
  .. "but does not define `incremental_sync`. The parent stream's cursor is only persisted in the "
  .. "state of an incremental substream, so this setting has no effect and all parent records will "
  .. "be re-read on every sync. Define `incremental_sync` on this stream or remove "
  .. "`incremental_dependency`."

local function depends(router)
  if router.type == "GroupingPartitionRouter" then
    router = router.underlying_partition_router
  end
  if router.type ~= "SubstreamPartitionRouter" then
    return false
  end
  for _, parent in ipairs(router.parent_stream_configs) do
    if parent.incremental_dependency == true then
      return true
    end
  end
  return false
end

--- @param node table a DeclarativeStream of the manifest
--- @param messages table gets the warning
local function warn_in_vain(node, name, messages)
  local routers = node.retriever.partition_router
  if node.incremental_sync ~= nil and node.incremental_sync ~= json.null then
    return
  end
  for _, router in ipairs(json.is_array(routers) and routers or { routers }) do
    if json.is_object(router) and depends(router) then
      messages:log("WARN", IN_VAIN:format(name))
      return
    end
  end
end

return warn_in_vain
