--- Which actions the error handler of a requester can come to, as far as the manifest tells.
local json = require("host.json")

local actions = {}

local function any(list, test)
  if json.is_array(list) then
    for _, item in ipairs(list) do
      if test(item) then
        return true
      end
    end
  end
  return false
end

local function handler_uses(handler, action)
  if not json.is_object(handler) then
    return false
  elseif handler.type == "CompositeErrorHandler" then
    return any(handler.error_handlers, function(child)
      return handler_uses(child, action)
    end)
  elseif handler.type ~= "DefaultErrorHandler" then
    return false
  end
  return any(handler.response_filters, function(filter)
    return filter.action == action
  end)
end

--- @param requester any the mapping of a requester
--- @param action string as written in the manifest
function actions.uses(requester, action)
  return json.is_object(requester) and handler_uses(requester.error_handler, action)
end

return actions
