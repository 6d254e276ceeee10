--- Making the partition router of a stream.
local json = require("host.json")
local product = require("util.later")("runtime.routing.product")

local routing = {}

--- @param node table|nil `partition_router` of a retriever: a router, a list of them, or nothing
--- @return table|nil router, nil for a stream that is not partitioned
function routing.build(node, build)
  if node == nil or node == json.null then
    return nil
  elseif json.is_array(node) then
    if #node == 0 then
      return nil
    end
    return product.new(build:components(node), build)
  end
  return build:component(node)
end

return routing
