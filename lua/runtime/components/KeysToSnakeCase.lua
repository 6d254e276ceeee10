local later = require("util.later")
local fold = later("runtime.text.fold")
local renaming = later("runtime.records.renaming")

local transformation = {}
transformation.__index = transformation

function transformation:transform(record)
  renaming.apply(record, self.name_of)
end

--- Keys repeat from record to record: each is spelt once.
local function remembering()
  local names = {}
  return function(key)
    local name = names[key]
    if not name then
      name = fold.snake_case(key)
      names[key] = name
    end
    return name
  end
end

return {
  type = "KeysToSnakeCase",
  kind = "transformation",
  summary = "Writes the keys of each record, nested objects included, in snake_case.",
  fields = {},
  build = function()
    return setmetatable({ name_of = remembering() }, transformation)
  end,
}
