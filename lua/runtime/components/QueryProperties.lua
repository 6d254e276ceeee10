local json = require("host.json")
local later = require("util.later")
local objects = later("runtime.values.objects")

local properties = {}
properties.__index = properties

local function listed(self)
  if self.endpoint then
    return self.endpoint:properties()
  end
  return self.list
end

local function chosen(names, selected)
  if not selected then
    return names
  end
  local kept = {}
  for _, name in ipairs(names) do
    if selected[name] then
      kept[#kept + 1] = name
    end
  end
  return kept
end

--- The names to ask for, in as many lists as requests are needed.
function properties:chunks()
  local selected = self.selector and self.selector:selected()
  if self.chunking then
    return self.chunking:chunks(listed(self), self.always, selected)
  end
  local names = chosen(listed(self), selected)
  local all = table.move(self.always, 1, #self.always, 1, {})
  return { table.move(names, 1, #names, #all + 1, all) }
end

--- What records of several requests are merged by; nil for a record that stays alone.
function properties:merge_key(record)
  if not self.chunking or not json.is_object(record) then
    return nil
  end
  return self.chunking:merge_key(record)
end

--- Accepts a plain list, an endpoint's node, or nothing.
local function property_list(node, build)
  local value = build:value(node, "property_list")
  if json.is_object(value) then
    return {}, build:component(value)
  end
  return objects.truthy(value) and value or {}, nil
end

return {
  type = "QueryProperties",
  kind = "query_properties",
  summary = "The properties to ask an API for, in several requests where there are many.",
  fields = {
    {
      name = "property_list",
      type = "string[] | @PropertiesFromEndpoint",
      required = true,
      doc = "The names, or where they are read.",
      example = { "first_name", "last_name" },
    },
    {
      name = "always_include_properties",
      type = "string[]",
      doc = "Names that stand in every request.",
      example = { "id" },
    },
    {
      name = "property_chunking",
      type = "@PropertyChunking",
      doc = "How the names are spread over requests.",
    },
    {
      name = "property_selector",
      type = "@JsonSchemaPropertySelector",
      doc = "Which of the names are asked for.",
    },
  },
  build = function(node, build)
    local list, endpoint = property_list(node, build)
    return setmetatable({
      list = list,
      endpoint = endpoint,
      always = build:value(node, "always_include_properties") or {},
      chunking = build:component(build:value(node, "property_chunking")),
      selector = build:component(build:value(node, "property_selector")),
    }, properties)
  end,
}
