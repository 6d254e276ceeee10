local later = require("util.later")
local dpath = later("runtime.values.dpath")
local json = require("host.json")
local objects = later("runtime.values.objects")
local resolving = later("runtime.streams.resolving")

local resolver = {}
resolver.__index = resolver

local OPTIONS = { conditions = true, parses = true, creates = true }

local function elements_of(config, source)
  local path = {}
  for index, segment in ipairs(source.path) do
    path[index] = segment:eval()
  end
  local found = dpath.get(config, path)
  local list = {}
  if json.is_array(found) then
    table.move(found, 1, #found, 1, list)
  elseif found ~= nil then
    list[1] = found
  end
  for _, value in ipairs(source.defaults) do
    list[#list + 1] = value
  end
  return list
end

--- Objects are merged; another value stands as [position, value] under source_config_N.
local function merged(combination)
  local result = json.new_object()
  for index, pair in ipairs(combination) do
    if json.is_object(pair.value) then
      objects.update(result, pair.value)
    else
      local name = ("source_config_%d"):format(index - 1)
      result[name] = result[name] or json.new_array({ pair.position, pair.value })
    end
  end
  return result
end

local function product(lists, index, chosen, results)
  if index > #lists then
    results[#results + 1] = merged(chosen)
    return
  end
  for position, value in ipairs(lists[index]) do
    chosen[index] = { position = position - 1, value = value }
    product(lists, index + 1, chosen, results)
  end
end

--- With one source a plain text is the value itself.
local function all_values(self)
  local lists = {}
  for index, source in ipairs(self.sources) do
    lists[index] = elements_of(self.config, source)
  end
  if #lists == 1 then
    return lists[1]
  end
  local results = {}
  product(lists, 1, {}, results)
  return results
end

--- Calls add(node) for each stream.
function resolver:resolve(template, add)
  for _, value in ipairs(all_values(self)) do
    local vars = { components_values = value }
    add(resolving.fill(template, self.mappings, vars, OPTIONS))
  end
end

return {
  type = "ConfigComponentsResolver",
  kind = "resolver",
  summary = "Makes streams from a list in the config.",
  fields = {
    {
      name = "stream_config",
      type = "@StreamConfig | @StreamConfig[]",
      required = true,
      default_type = "StreamConfig",
      doc = "Where the list is; several lists make their product.",
    },
    {
      name = "components_mapping",
      type = "@ComponentMappingDefinition[]",
      required = true,
      default_type = "ComponentMappingDefinition",
      doc = "What is put where in the template.",
    },
  },
  build = function(node, build)
    local sources = node.stream_config
    return setmetatable({
      config = build.config,
      sources = build:components(json.is_array(sources) and sources or { sources }),
      mappings = build:components(node.components_mapping),
    }, resolver)
  end,
}
