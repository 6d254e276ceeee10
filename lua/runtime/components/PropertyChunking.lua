local json = require("host.json")
local registry = require("runtime.manifest.registry")

local chunking = {}
chunking.__index = chunking

local SEPARATOR_LENGTH = 3 -- of an encoded comma between two names

local function copy(list)
  return table.move(list, 1, #list, 1, {})
end

local function size_of(self, name)
  if self.by == "characters" then
    return (utf8.len(name) or #name) + SEPARATOR_LENGTH
  end
  return 1
end

local function one_chunk(names, always)
  local chunk = copy(names)
  return { table.move(always, 1, #always, #chunk + 1, chunk) }
end

--- @param names table all names
--- @param always table names of every chunk; they do not count
--- @param selected table|nil set of the names that are wanted
--- @return table list of chunks
function chunking:chunks(names, always, selected)
  if not self.limit then
    return one_chunk(names, always)
  end
  local chunks, current, size = {}, copy(always), 0
  for _, name in ipairs(names) do
    if not selected or selected[name] then
      local more = size_of(self, name)
      if size + more > self.limit then
        chunks[#chunks + 1] = current
        current, size = copy(always), 0
      end
      current[#current + 1] = name
      size = size + more
    end
  end
  chunks[#chunks + 1] = current
  return chunks
end

function chunking:merge_key(record)
  return self.strategy:key_of(record)
end

local function strategy_of(node, build)
  local given = build:value(node, "record_merge_strategy")
  if given then
    return build:component(given)
  end
  local by_id = json.new_object({ { "type", "GroupByKeyMergeStrategy" }, { "key", "id" } })
  return registry.find("GroupByKeyMergeStrategy").build(by_id, build)
end

return {
  type = "PropertyChunking",
  kind = "property_chunking",
  summary = "Spreads a long list of properties over several requests.",
  fields = {
    {
      name = "property_limit_type",
      type = "enum(characters,property_count)",
      required = true,
      doc = "What the limit counts.",
      example = "property_count",
    },
    {
      name = "property_limit",
      type = "integer",
      doc = "The most that one request takes; everything in one request when left out.",
      example = 50,
    },
    {
      name = "record_merge_strategy",
      type = "@GroupByKeyMergeStrategy",
      doc = "How records of several requests become one.",
    },
  },
  build = function(node, build)
    local limit = build:value(node, "property_limit")
    return setmetatable({
      by = node.property_limit_type,
      limit = limit ~= 0 and limit or nil,
      strategy = strategy_of(node, build),
    }, chunking)
  end,
}
