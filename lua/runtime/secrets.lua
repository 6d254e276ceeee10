--- The secret values of a config, by the spec's airbyte_secret marks (§3).
local dpath = require("util.later")("runtime.values.dpath")
local json = require("host.json")

local secrets = {}

local STRUCTURE = { properties = true, oneOf = true }

local collect

local function collect_members(schema, path, found)
  for key, value in pairs(schema) do
    if key == "airbyte_secret" and value == true then
      found[#found + 1] = { table.unpack(path) }
    elseif type(value) == "table" then
      local inner = { table.unpack(path) }
      if not STRUCTURE[key] then
        inner[#inner + 1] = key
      end
      collect(value, inner, found)
    end
  end
end

function collect(schema, path, found)
  if json.is_object(schema) then
    collect_members(schema, path, found)
  elseif json.is_array(schema) then
    for _, element in ipairs(schema) do
      collect(element, path, found)
    end
  end
end

--- @param specification table connection_specification
--- @return table list of texts
function secrets.of(specification, config)
  local paths, found = {}, {}
  collect(specification.properties or json.new_object(), {}, paths)
  for _, path in ipairs(paths) do
    local ok, value = pcall(dpath.get, config, path)
    if ok and value ~= nil and value ~= json.null and value ~= "" and value ~= false then
      found[#found + 1] = require("runtime.interpolation.values").str(value)
    end
  end
  return found
end

return secrets
