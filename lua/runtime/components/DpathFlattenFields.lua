local later = require("util.later")
local dpath = later("runtime.values.dpath")
local json = require("host.json")
local objects = later("runtime.values.objects")

local transformation = {}
transformation.__index = transformation

local function collide(record, found)
  for key in pairs(found) do
    if record[key] ~= nil then
      return true
    end
  end
  return false
end

local function segments_of(self, vars)
  local path, star = {}, false
  for index, segment in ipairs(self.path) do
    path[index] = segment:eval(vars)
    star = star or path[index] == "*"
  end
  return path, star
end

local function found_at(record, path, star)
  if star then
    return dpath.values(record, path)[1]
  end
  return dpath.get(record, path)
end

--- Nothing is done when a key of the found object is there already, or when it is no object.
function transformation:transform(record, vars)
  local path, star = segments_of(self, vars)
  local found = found_at(record, path, star)
  if not json.is_object(found) then
    return
  end
  if self.keys then
    found = self.keys:apply(found)
  end
  if self.replace and json.size(found) > 0 then
    json.replace(record, json.copy(found))
  elseif not collide(record, found) then
    if self.delete_origin then
      dpath.delete(record, path)
    end
    objects.update(record, found)
  end
end

return {
  type = "DpathFlattenFields",
  kind = "transformation",
  summary = "Brings the members of the object at a path up to the top level of the record.",
  fields = {
    {
      name = "field_path",
      type = "string[]",
      required = true,
      template = { "config" },
      doc = "The keys that lead to the object; `*` takes the first match.",
      example = { "data" },
    },
    {
      name = "delete_origin_value",
      type = "boolean",
      default = false,
      doc = "Whether the object itself is removed.",
    },
    {
      name = "replace_record",
      type = "boolean",
      default = false,
      doc = "Whether the members replace the whole record.",
    },
    {
      name = "key_transformation",
      type = "@KeyTransformation",
      doc = "How the keys of the members are renamed.",
    },
  },
  build = function(node, build)
    return setmetatable({
      path = build:strings(node, "field_path"),
      delete_origin = node.delete_origin_value == true,
      replace = node.replace_record == true,
      keys = build:component(build:value(node, "key_transformation")),
    }, transformation)
  end,
}
