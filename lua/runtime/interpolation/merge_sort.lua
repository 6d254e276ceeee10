--- A stable sort. table.sort is not stable, and an inconsistent order makes it raise.
local limits = require("runtime.interpolation.limits")

local function merge(left, right, less)
  local merged, i, j = {}, 1, 1
  while left[i] ~= nil and right[j] ~= nil do
    -- Only a right item that is really less overtakes: that keeps the sort stable.
    if less(right[j], left[i]) then
      merged[#merged + 1] = right[j]
      j = j + 1
    else
      merged[#merged + 1] = left[i]
      i = i + 1
    end
  end
  table.move(left, i, #left, #merged + 1, merged)
  table.move(right, j, #right, #merged + 1, merged)
  return merged
end

--- @param list table a plain list
--- @param less fun(a, b): boolean whether a goes strictly before b
--- @return table the sorted list; `list` itself stays as it is
local function sort(list, less)
  limits.charge(#list)
  if #list < 2 then
    return list
  end
  local middle = #list // 2
  local left = table.move(list, 1, middle, 1, {})
  local right = table.move(list, middle + 1, #list, 1, {})
  return merge(sort(left, less), sort(right, less), less)
end

return sort
