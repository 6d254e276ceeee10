--- Numbers that lie outside the bounds of their fields.

local function missed(field, value)
  if type(value) ~= "number" then
    return nil
  elseif field.min and value < field.min then
    return ("%d or more"):format(field.min)
  elseif field.above and value <= field.above then
    return ("more than %d"):format(field.above)
  end
end

--- @param checker table see init.lua; gets the findings
--- @param definition table the declaration of the node's type
local function check(checker, node, definition, path)
  for _, field in ipairs(definition.fields) do
    local wanted = missed(field, node[field.name])
    if wanted then
      local place = path == "" and field.name or path .. "." .. field.name
      checker:at_value("wrong-type", node, field.name, place,
        ("%s: must be %s, not %s"):format(place, wanted, node[field.name]))
    end
  end
end

return check
