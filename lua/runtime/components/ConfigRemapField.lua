local failure = require("runtime.failure")
local json = require("host.json")
local objects = require("runtime.values.objects")
local values = require("runtime.interpolation.values")

local transformation = {}
transformation.__index = transformation

local function text_of(expression)
  local value = expression:eval({})
  return type(value) == "string" and value or values.str(value)
end

--- The object that holds the field; nil when it is not there.
local function holder_of(self, config)
  for index = 1, #self.path - 1 do
    config = config[text_of(self.path[index])]
    if not json.is_object(config) then
      return nil
    end
  end
  return config
end

-- A template cannot give the map.
local function checked(map)
  objects.check(map, "items")
  return map
end

--- A value that the map does not have stays.
function transformation:transform(config)
  local holder = holder_of(self, config)
  if not holder then
    return
  end
  local name = text_of(self.path[#self.path])
  local current = holder[name]
  if json.is_object(current) or json.is_array(current) then
    local kind = values.kind(current)
    failure.raise({ class = "TypeError", message = ("unhashable type: '%s'"):format(kind) })
  elseif type(current) ~= "string" then
    return
  end
  local mapped = self.map:eval({})[current]
  if mapped == nil then
    mapped = self.written[current] == json.null and json.null or nil
  end
  if mapped ~= nil then
    holder[name] = mapped
  end
end

return {
  type = "ConfigRemapField",
  kind = "config_transformation",
  summary = "Replaces the value of a config field by the one that a map gives for it.",
  fields = {
    {
      name = "map",
      type = "object",
      required = true,
      template = { "config" },
      doc = "New values by old ones.",
      example = { prod = "https://api.example.com" },
    },
    {
      name = "field_path",
      type = "string[]",
      required = true,
      template = { "config" },
      doc = "The keys that lead to the field.",
      example = { "environment" },
    },
  },
  build = function(node, build)
    local path = build:strings(node, "field_path")
    if #path == 0 then
      failure.raise({ class = "Exception", message = "field_path cannot be empty." })
    end
    return setmetatable({
      path = path,
      map = build:mapping(node, "map"),
      written = checked(build:value(node, "map")),
    }, transformation)
  end,
}
