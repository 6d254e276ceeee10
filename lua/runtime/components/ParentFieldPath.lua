local failure = require("runtime.failure")
local later = require("util.later")
local paths = later("runtime.extraction.paths")

local function path_of(node, build, field)
  local path = paths.evaluated(node, build, field) or {}
  if #path == 0 then
    failure.value_error(("`%s` cannot be empty."):format(field))
  end
  paths.refuse_globs(path, field)
  return path
end

return {
  type = "ParentFieldPath",
  kind = "parent_field",
  summary = "A field of the parent that is copied onto each expanded element.",
  fields = {
    {
      name = "parent_path",
      type = "string[]",
      required = true,
      template = { "config" },
      doc = "The keys that lead to the field in the parent.",
      example = { "url" },
    },
    {
      name = "record_path",
      type = "string[]",
      required = true,
      template = { "config" },
      doc = "The keys that lead to its place in the element.",
      example = { "pull_request_url" },
    },
  },
  build = function(node, build)
    return {
      parent_path = path_of(node, build, "parent_path"),
      record_path = path_of(node, build, "record_path"),
    }
  end,
}
