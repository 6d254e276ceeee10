local json = require("host.json")

local keys = {}
keys.__index = keys

--- An object with the same values under longer names.
function keys:apply(object)
  local renamed = json.new_object()
  for key, value in pairs(object) do
    renamed[self.prefix .. key .. self.suffix] = value
  end
  return renamed
end

return {
  type = "KeyTransformation",
  kind = "key_transformation",
  summary = "What is put before and after the names of keys.",
  fields = {
    {
      name = "prefix",
      type = "string",
      template = { "config" },
      doc = "Put before each key.",
      example = "flattened_",
    },
    {
      name = "suffix",
      type = "string",
      template = { "config" },
      doc = "Put after each key.",
      example = "_flattened",
    },
  },
  build = function(node, build)
    return setmetatable({
      prefix = build:static_text(node, "prefix") or "",
      suffix = build:static_text(node, "suffix") or "",
    }, keys)
  end,
}
