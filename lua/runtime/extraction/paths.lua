--- Paths of a record that are templates of the config, worked out once.
local failure = require("runtime.failure")

local paths = {}

--- @return table|nil list of segments; nil when the field is absent
function paths.evaluated(node, build, field)
  local value = build:value(node, field)
  if value == nil then
    return nil
  end
  local path = {}
  for index, segment in ipairs(value) do
    path[index] = build:string_of(node, segment):eval()
  end
  return path
end

--- Raises a ValueError for a path that could name several fields.
function paths.refuse_globs(path, field)
  for _, segment in ipairs(path or {}) do
    if type(segment) == "string" and segment:find("[*?%[]") then
      failure.value_error(
        ("Glob characters ('*', '?', '[') are not supported in `%s`: "
          .. "the path must identify a single field."):format(field)
      )
    end
  end
end

return paths
