local later = require("util.later")
local fold = later("runtime.text.fold")
local json = require("host.json")
local memo = require("util.memo")
local objects = require("runtime.values.objects")

local transformation = {}
transformation.__index = transformation

--- Whether a key becomes one that there is, too: the first of the two counts.
local function has_collision(record, keys, name_of)
  for index = 1, #keys do
    local name = name_of(keys[index])
    if name ~= keys[index] and record[name] ~= nil then
      return true
    end
  end
  return false
end

local function rename_in_turn(record, keys, name_of)
  for _, key in ipairs(keys) do
    local value = record[key]
    json.remove(record, key)
    record[name_of(key)] = value
  end
end

function transformation:transform(record)
  objects.check(record, "keys")
  local keys, name_of = json.keys(record), self.name_of
  if has_collision(record, keys, name_of) then
    return rename_in_turn(record, keys, name_of)
  end
  local renamed = json.new_object()
  for index = 1, #keys do
    renamed[name_of(keys[index])] = record[keys[index]]
  end
  json.replace(record, renamed)
end

return {
  type = "KeysToLower",
  kind = "transformation",
  summary = "Writes the top-level keys of each record in lower case.",
  fields = {},
  build = function()
    return setmetatable({ name_of = memo(fold.lower) }, transformation)
  end,
}
