local failure = require("runtime.failure")
local json = require("host.json")
local later = require("util.later")
local options = later("runtime.routing.options")
local slice_of = later("runtime.streams.slice")
local values_of = require("runtime.interpolation.values")

local router = {}
router.__index = router

local function characters(text)
  local list = {}
  for _, code in utf8.codes(text) do
    list[#list + 1] = utf8.char(code)
  end
  return list
end

--- What Python iterates over: a list, the characters of a text, the keys of a mapping.
local function items(value)
  if type(value) == "string" then
    return characters(value)
  elseif json.is_array(value) then
    return value
  elseif json.is_object(value) then
    return json.keys(value)
  elseif type(value) == "table" and value ~= json.null and #value > 0 then
    return value
  end
  local message = ("'%s' object is not iterable"):format(values_of.kind(value))
  failure.raise({ class = "TypeError", message = message })
end

-- The name of the value, evaluated when the first slice is wanted.
local function field_of(self)
  self.field = self.field or self.read_field()
  return self.field
end

function router:slices()
  local list, index = items(self.values), 0
  local field = field_of(self)
  return function()
    index = index + 1
    local value = list[index]
    if value ~= nil then
      return slice_of.new({ partition = json.new_object({ { field, value } }) })
    end
  end
end

function router:request_options(slice)
  local bag = {}
  options.add(bag, self.option, slice, field_of(self))
  return bag
end

return {
  type = "ListPartitionRouter",
  kind = "partition_router",
  summary = "One partition for each value of a list.",
  fields = {
    {
      name = "values",
      type = "string | string[]",
      required = true,
      template = { "config" },
      doc = "The values, or a template that gives a list of them.",
      example = { "open", "closed" },
    },
    {
      name = "cursor_field",
      type = "string",
      required = true,
      template = { "config" },
      doc = "The name of the value in `stream_partition`.",
      example = "status",
    },
    {
      name = "request_option",
      type = "@RequestOption",
      default_type = "RequestOption",
      doc = "Where in the request the value goes.",
    },
  },
  build = function(node, build)
    local values = build:value(node, "values")
    if type(values) == "string" then
      values = build:static(node, "values")
    end
    return setmetatable({
      values = values,
      read_field = function()
        return build:static_text(node, "cursor_field")
      end,
      option = build:component(build:value(node, "request_option")),
      is_list = true,
    }, router)
  end,
}
