--- Whether a place is among the properties of a JSON schema: what is written there twice
--- changes no component.
local json = require("host.json")

local schema_keys = {}

local function collect(doc, node, inside, found)
  if found[node] then
    return
  end
  found[node] = true
  if json.is_array(node) then
    for _, element in ipairs(node) do
      if type(element) == "table" and element ~= json.null then
        collect(doc, element, inside, found)
      end
    end
    return
  end
  for key, value in pairs(node) do
    if inside then
      local line, column = doc:locate_key(node, key)
      found[("%d:%d"):format(line or 0, column or 0)] = true
    end
    if json.is_object(value) or json.is_array(value) then
      collect(doc, value, inside or key == "properties", found)
    end
  end
end

--- Whether a key that is there twice stands below the "properties" of a schema.
---@param read table { value, doc }
---@param twice table { line, column } of the later of the two
---@return boolean
function schema_keys.contains(read, twice)
  if type(read.value) ~= "table" or read.value == json.null then
    return false
  end
  read.schema_keys = read.schema_keys or {}
  if not read.schema_keys.done then
    read.schema_keys.done = true
    collect(read.doc, read.value, false, read.schema_keys)
  end
  return read.schema_keys[("%d:%d"):format(twice.line, twice.column)] or false
end

return schema_keys
