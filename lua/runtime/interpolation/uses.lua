--- The filters, tests and attributes that a tree names: a list of { what, name, offset }.
local WANTED = { Filter = true, Test = true, Attribute = true }

local function collect(tree, list)
  if WANTED[tree.kind] then
    list[#list + 1] = { what = tree.kind:lower(), name = tree.name, offset = tree.offset }
  end
  for _, child in pairs(tree) do
    if type(child) == "table" and getmetatable(child) == nil then
      collect(child, list)
    end
  end
  return list
end

return function(tree)
  return collect(tree, {})
end
