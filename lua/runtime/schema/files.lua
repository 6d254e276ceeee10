--- JSON schema files beside a manifest.
local failure = require("runtime.failure")
local fs = require("host.fs")
local json = require("host.json")

local schema_files = {}

local function resolved_path(build, path)
  if path:sub(1, 1) == "/" then
    return path
  end
  local folder = build.run.folder or "."
  return folder .. "/" .. path:gsub("^%./", "")
end

-- The connectors' own path names a folder of their package; beside a manifest only its end is
-- there.
local function candidates(build, path)
  if build.run.sealed then
    return {}
  end
  local list = { resolved_path(build, path) }
  local tail = path:match("schemas/.*$")
  if tail then
    list[2] = resolved_path(build, tail)
  end
  return list
end

local function with_references(build, value, folder)
  if json.is_array(value) then
    for index, element in ipairs(value) do
      value[index] = with_references(build, element, folder)
    end
  elseif json.is_object(value) then
    local target = value["$ref"]
    if type(target) == "string" and target:find("^[%w_%-]+%.json$") then
      return schema_files.load(build, folder .. "/" .. target, folder) or value
    end
    for _, key in ipairs(json.keys(value)) do
      value[key] = with_references(build, value[key], folder)
    end
  end
  return value
end

--- @return table|nil schema, nil when no file is there; raises ValueError for one that is no JSON
function schema_files.load(build, path, shared)
  for _, candidate in ipairs(candidates(build, path)) do
    local text = fs.read(candidate)
    if text then
      local value, reason = json.decode(text)
      if value == nil then
        failure.value_error(("Invalid JSON file format for file %s: %s"):format(candidate, reason))
      end
      local folder = shared or candidate:match("^(.*)/[^/]*$") .. "/shared"
      return with_references(build, value, folder)
    end
  end
  return nil
end

return schema_files
