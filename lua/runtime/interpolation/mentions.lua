--- Whether a tree reads a name anywhere.
local function mentions(tree, name)
  if tree.kind == "Name" and tree.name == name then
    return true
  end
  for _, child in pairs(tree) do
    if type(child) == "table" and getmetatable(child) == nil and mentions(child, name) then
      return true
    end
  end
  return false
end

return mentions
