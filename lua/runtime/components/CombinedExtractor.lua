local failure = require("runtime.failure")
local later = require("util.later")
local objects = later("runtime.values.objects")

local combined = {}
combined.__index = combined

local STREAMING = {
  CsvDecoder = true,
  JsonlDecoder = true,
  JsonItemsDecoder = true,
  GzipDecoder = true,
  IterableDecoder = true,
}

local STREAMING_TEXT = "CombinedExtractor was configured with %s, which streams the response and "
  .. "can only be read once. Sub-extractors after the first would read a closed response and "
  .. "silently return no records. The streaming decoders are CsvDecoder, JsonlDecoder, "
  .. "JsonItemsDecoder, GzipDecoder and IterableDecoder; use JsonDecoder, XmlDecoder or "
  .. "ZipfileDecoder, or declare a single extractor."
local OFFSET_TEXT = "OffsetIncrement counts the records of its extractor to advance the offset. A "
  .. "`union` CombinedExtractor returns the sum of its sub-extractors' records, which overshoots "
  .. "the page the API returned, so records would be skipped. Use the `first_match` mode, a "
  .. "CursorPagination or PageIncrement paginator, or a single extractor."

local function warn_dropped(self, count, index)
  self.messages:log(
    "WARN",
    ("CombinedExtractor dropped %d empty record(s) yielded by sub-extractor %d (%s) because "
      .. "`skip_empty_records` is enabled. An API that returns empty records alongside real ones "
      .. "usually reports the reason in an error field of the response body."):format(
      count,
      index - 1,
      self.types[index]
    )
  )
end

--- The records of one sub-extractor without empty ones, and how many the page is counted with.
local function records_of(self, index, reply, decoder, vars)
  local found, counted = self.extractors[index]:extract(reply, decoder, vars)
  if not self.skips_empty then
    return found, counted or #found
  end
  local kept = {}
  for _, record in ipairs(found) do
    if objects.truthy(record) then
      kept[#kept + 1] = record
    end
  end
  if #kept < #found then
    warn_dropped(self, #found - #kept, index)
  end
  return kept, counted or #found
end

--- @return table records, integer count for the page size
function combined:extract(reply, decoder, vars)
  local all, total = {}, 0
  for index = 1, #self.extractors do
    local records, counted = records_of(self, index, reply, decoder, vars)
    if self.mode == "first_match" then
      if #records > 0 then
        return records, counted
      end
    else
      table.move(records, 1, #records, #all + 1, all)
      total = total + counted
    end
  end
  return all, total
end

local function holds_union(node)
  if node.type ~= "CombinedExtractor" then
    return false
  elseif node.mode ~= "first_match" then
    return true
  end
  for _, child in ipairs(node.extractors) do
    if holds_union(child) then
      return true
    end
  end
  return false
end

local function counts_offsets(retriever)
  local paginator = retriever and retriever.paginator
  local strategy = paginator and paginator.pagination_strategy
  return strategy and strategy.type == "OffsetIncrement"
end

local function check(node, build)
  local retriever = build.retriever_node
  local decoder = retriever and build:value(retriever, "decoder")
  if decoder and STREAMING[decoder.type] then
    failure.config_error(
      "CombinedExtractor is not supported with a streaming decoder.",
      STREAMING_TEXT:format(
        decoder.type == "IterableDecoder" and decoder.type or "CompositeRawDecoder"
      )
    )
  elseif counts_offsets(retriever) and holds_union(node) then
    failure.config_error(
      'CombinedExtractor mode "union" is not supported with an OffsetIncrement paginator.',
      OFFSET_TEXT
    )
  elseif #(build:value(node, "extractors") or {}) == 0 then
    failure.value_error(
      "CombinedExtractor requires at least one extractor in its `extractors` field."
    )
  end
end

local function types_of(nodes)
  local types = {}
  for index, node in ipairs(nodes) do
    types[index] = node.type
  end
  return types
end

return {
  type = "CombinedExtractor",
  kind = "extractor",
  summary = "Takes the records from several places of a reply.",
  fields = {
    {
      name = "extractors",
      type = "@extractor[]",
      required = true,
      min_items = 1,
      doc = "The extractors, in order; at least one.",
    },
    {
      name = "mode",
      type = "enum(union,first_match)",
      default = "union",
      doc = "All records of all, or those of the first that finds any.",
      example = "first_match",
    },
    {
      name = "skip_empty_records",
      type = "boolean",
      default = false,
      doc = "Whether null and empty records are dropped.",
    },
  },
  build = function(node, build)
    check(node, build)
    return setmetatable({
      extractors = build:components(node.extractors),
      types = types_of(node.extractors),
      mode = build:value(node, "mode") or "union",
      skips_empty = node.skip_empty_records == true,
      messages = build.run.messages,
    }, combined)
  end,
}
