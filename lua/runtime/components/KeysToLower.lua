local later = require("util.later")
local fold = later("runtime.text.fold")
local json = require("host.json")

local transformation = {}

function transformation.transform(_, record)
  for _, key in ipairs(json.keys(record)) do
    local value = record[key]
    json.remove(record, key)
    record[fold.lower(key)] = value
  end
end

return {
  type = "KeysToLower",
  kind = "transformation",
  summary = "Writes the top-level keys of each record in lower case.",
  fields = {},
  build = function()
    return transformation
  end,
}
