--- What lists of several workspaces' things are narrowed by: workspaceIds, comma by comma or one
--- by one, also spelled with brackets.
local query = {}

local NAMES = { workspaceIds = true, ["workspaceIds[]"] = true, ["workspaceIds%5B%5D"] = true }

--- Does a call ask for the bearer's workspace, or for all that the bearer sees?
---@param ctx table
---@return boolean
function query.includes_own(ctx)
  ctx.call:query() -- refuses what is not well formed
  local asked = false
  for part in ctx.call.raw_query:gmatch("[^&]+") do
    local name, value = part:match("^([^=]*)=(.*)$")
    if NAMES[name] and value ~= "" then
      asked = true
      for id in value:gsub("%%2[cC]", ","):gmatch("[^,]+") do
        if id == ctx.bearer.workspace_id then
          return true
        end
      end
    end
  end
  return not asked
end

return query
