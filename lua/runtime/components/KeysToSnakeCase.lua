local later = require("util.later")
local fold = later("runtime.text.fold")
local memo = require("util.memo")
local renaming = later("runtime.records.renaming")

local transformation = {}
transformation.__index = transformation

function transformation:transform(record)
  renaming.apply(record, self.name_of)
end

return {
  type = "KeysToSnakeCase",
  kind = "transformation",
  summary = "Writes the keys of each record, nested objects included, in snake_case.",
  fields = {},
  build = function()
    return setmetatable({ name_of = memo(fold.snake_case) }, transformation)
  end,
}
