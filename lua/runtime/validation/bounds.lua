--- Numbers that lie outside the bounds of their fields, lists that are too short or hold a value
--- twice.
local findings = require("util.later")("runtime.validation.findings")
local json = require("host.json")

local function has_twice(list)
  local seen = {}
  for _, value in ipairs(list) do
    if seen[value] then
      return true
    end
    seen[value] = true
  end
  return false
end

--- @return string|nil what is wanted, what is there
local function missed_by_list(field, list)
  if field.min_items and #list < field.min_items then
    return ("a list of %d or more"):format(field.min_items), ("one of %d"):format(#list)
  elseif field.unique and has_twice(list) then
    return "a list of different values", "one with a value twice"
  end
end

local function missed(field, value)
  if json.is_array(value) then
    return missed_by_list(field, value)
  elseif type(value) ~= "number" then
    return nil
  elseif field.min and value < field.min then
    return ("%d or more"):format(field.min), value
  elseif field.above and value <= field.above then
    return ("more than %d"):format(field.above), value
  end
end

--- @param checker table see init.lua; gets the findings
--- @param definition table the declaration of the node's type
local function check(checker, node, definition, path)
  for _, field in ipairs(definition.fields) do
    local value = node[field.name]
    local wanted, found
    if value ~= nil then
      wanted, found = missed(field, value)
    end
    if wanted then
      local place = path == "" and field.name or path .. "." .. field.name
      findings.at_value(checker, "wrong-type", node, field.name, place,
        ("%s: must be %s, not %s"):format(place, wanted, found))
    end
  end
end

return check
