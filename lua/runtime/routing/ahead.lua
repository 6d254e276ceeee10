--- Walking an iterator one step ahead, so that its last value is known as such.

--- @param iterator function gives the next value, nil at the end; may wait
--- @return function gives value and whether it is the last; for an empty iterator nil and true once
local function ahead(iterator)
  local started, finished, following
  return function()
    if finished then
      return nil, false
    end
    local value = following
    if not started then
      started, value = true, iterator()
    end
    following = value ~= nil and iterator() or nil
    finished = following == nil
    return value, finished
  end
end

return ahead
