local later = require("util.later")
local renaming = later("runtime.records.renaming")
local values = require("runtime.interpolation.values")

local transformation = {}
transformation.__index = transformation

--- Python's str.replace: an empty `old` puts `new` around every letter.
local function replacer(old, new)
  local replacement = new:gsub("%%", "%%%%")
  if old == "" then
    return function(key)
      return new .. key:gsub(utf8.charpattern, "%0" .. replacement)
    end
  end
  local pattern = old:gsub("%W", "%%%0")
  return function(key)
    return (key:gsub(pattern, replacement))
  end
end

function transformation:transform(record, vars)
  vars.record = record
  local old, new = values.str(self.old:eval(vars)), values.str(self.new:eval(vars))
  renaming.apply(record, replacer(old, new))
end

return {
  type = "KeysReplace",
  kind = "transformation",
  summary = "Replaces a text in the keys of each record, nested objects included.",
  fields = {
    {
      name = "old",
      type = "string",
      required = true,
      template = { "config", "record", "stream_slice" },
      doc = "The text to look for.",
      example = " ",
    },
    {
      name = "new",
      type = "string",
      required = true,
      template = { "config", "record", "stream_slice" },
      doc = "The text that takes its place.",
      example = "_",
    },
  },
  build = function(node, build)
    return setmetatable({
      old = build:string(node, "old"),
      new = build:string(node, "new"),
    }, transformation)
  end,
}
