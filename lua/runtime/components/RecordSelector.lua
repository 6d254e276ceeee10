local batch = require("runtime.batch")
local variables = require("runtime.variables")

local selector = {}
selector.__index = selector

--- Nothing looks into the records: they may go out as they came.
local function is_untouched(self)
  return not self.filter
    and #self.transformations == 0
    and not self.normalization
    and not self.cursor_filter
    and not self.file_uploader
end

local function passes(self, record, vars, slice)
  if self.cursor_filter and not self.cursor_filter:should_emit(record, slice) then
    return false
  end
  if not self.filter then
    return true
  end
  vars.record = record
  return self.filter:keep(record, vars)
end

local function transform(self, record, vars)
  for _, transformation in ipairs(self.transformations) do
    vars.record = record
    transformation:transform(record, vars)
  end
end

--- The record after filter, transformations and casts; nil when it is dropped.
local function process(self, record, vars, slice)
  if self.transform_first then
    transform(self, record, vars)
  end
  if not passes(self, record, vars, slice) then
    return nil
  end
  if not self.transform_first then
    transform(self, record, vars)
  end
  if self.normalization then
    record = self.normalization:apply(record)
  end
  if self.file_uploader then
    self.file_uploader:upload(record, slice)
  end
  return record
end

--- @param slice table the slice that is read
--- @param token any|nil the value of the page token of the request
--- @return table batch of the page's records (runtime.batch); batch.extracted is their number before
---   the filter, which the page size is compared with
function selector:select(reply, slice, token)
  local vars = variables.of(slice, token)
  local records, counted = self.extractor:extract(reply, self.decoder, vars)
  local extracted = counted or #records
  if is_untouched(self) then
    return batch.of_list(records, extracted)
  end
  return batch.filtered(records, extracted, function(record)
    return process(self, record, vars, slice)
  end)
end

--- The records of a list that came from elsewhere, treated as those of a page.
function selector:treat(records, slice)
  local vars = variables.of(slice, nil)
  return batch.filtered(records, #records, function(record)
    return process(self, record, vars, slice)
  end)
end

local function normalization(node, build)
  local kind = build:value(node, "schema_normalization")
  if kind == nil or kind == "None" then
    return nil
  elseif type(kind) == "table" then
    return build:component(kind)
  end
  return require("runtime.normalization").new(build)
end

local function transforms_first(node, build)
  local wanted = build:value(node, "transform_before_filtering")
  if wanted == nil then
    return build.cursor ~= nil and build.cursor.filters_records == true and not build.cursor.is_data_feed
  end
  return wanted
end

return {
  type = "RecordSelector",
  kind = "record_selector",
  summary = "Takes the records out of a reply, filters and transforms them.",
  fields = {
    {
      name = "extractor",
      type = "@extractor",
      required = true,
      default_type = "DpathExtractor",
      custom_type = "CustomRecordExtractor",
      doc = "Where the records are.",
    },
    {
      name = "record_filter",
      type = "@record_filter",
      default_type = "RecordFilter",
      doc = "Which records are kept.",
    },
    {
      name = "schema_normalization",
      type = "enum(Default,None) | @CustomSchemaNormalization",
      default = "None",
      doc = "Whether values are cast to the types of the schema.",
      example = "Default",
    },
    {
      name = "transform_before_filtering",
      type = "boolean",
      doc = "Whether transformations come before the filter.",
    },
  },
  build = function(node, build)
    local cursor = build.cursor
    return setmetatable({
      extractor = build:component(build:value(node, "extractor")),
      decoder = build.decoder or build:component({ type = "JsonDecoder" }),
      filter = build:component(build:value(node, "record_filter")),
      transformations = build.transformations or {},
      normalization = normalization(node, build),
      transform_first = transforms_first(node, build),
      cursor_filter = cursor and cursor.filters_records and not cursor.is_data_feed and cursor or nil,
      file_uploader = build.file_uploader,
    }, selector)
  end,
}
