--- Small helpers over plain lists.
local lists = {}

--- Whether a value is among those of a list.
---@param list table
---@param value any
---@return boolean
function lists.contains(list, value)
  for _, one in ipairs(list) do
    if one == value then
      return true
    end
  end
  return false
end

return lists
