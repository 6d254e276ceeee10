--- Takes the records out of a reply, filters and transforms them: what a RecordSelector does.
local later = require("util.later")
local batch = later("runtime.retrieval.batch")
local json = require("host.json")
local objects = later("runtime.values.objects")
local record_parts = later("runtime.records.parts")
local variables = later("runtime.variables")

local selector = {}
selector.__index = selector

--- Python's dict() of a record that is no object: of pairs, or an error.
local function as_mapping(record)
  local pairs_of = require("runtime.interpolation.methods.dict").pairs_of
  local json_values = require("runtime.interpolation.json_values")
  return json_values.to_json(json_values.dict(pairs_of(record)))
end

local function all_objects(records)
  for _, record in ipairs(records) do
    if not json.is_object(record) then
      return false
    end
  end
  return true
end

--- Nothing looks into the records: they may go out as they came.
local function is_untouched(self)
  return not self.filter
    and #self.transformations == 0
    and not self.normalization
    and not self.cursor_filter
    and not self.file_uploader
end

--- Records need but be what the schema wants; most of them are.
local function only_casts(self)
  local casts = self.normalization
  return casts
    and casts.shape
    and not (self.filter or self.cursor_filter or self.file_uploader)
    and #self.transformations == 0
end

local function passes(self, record, vars, slice)
  if self.cursor_filter then
    objects.check(record, "get")
    if not self.cursor_filter:should_emit(record, slice) then
      return false
    end
  end
  if not self.filter then
    return true
  end
  vars.record = record
  return self.filter:keep(record, vars)
end

local function transform(self, record, vars)
  local list = self.transformations
  vars.record = record
  for index = 1, #list do
    list[index]:transform(record, vars)
  end
end

--- A record that passed the filter, after transformations (unless they came first) and casts.
local function finish(self, record, vars)
  if not self.transform_first then
    transform(self, record, vars)
  end
  if not json.is_object(record) and self.has_schema() then
    record = as_mapping(record)
  end
  if self.normalization then
    record = self.normalization:apply(record)
  end
  if self.file_uploader then
    self.file_uploader:upload(record)
  end
  return record
end

--- The record after filter, transformations and casts; nil when it is dropped.
local function process(self, record, vars, slice)
  if self.transform_first then
    transform(self, record, vars)
  end
  if not passes(self, record, vars, slice) then
    return nil
  end
  return finish(self, record, vars)
end

--- What is done to the records of a slice, as runtime.retrieval.batch wants it.
local function steps_of(self, slice, vars)
  local filter = self.filter
  local function whole(record)
    return process(self, record, vars, slice)
  end
  if only_casts(self) then
    return { whole = whole, shape = self.normalization:shape() }
  end
  if not filter or self.transform_first or self.cursor_filter then
    return { whole = whole, change = whole }
  end
  return {
    whole = whole,
    keep = function(record)
      vars.record = record
      return filter:keep(record, vars)
    end,
    change = function(record)
      transform(self, record, vars)
      return record
    end,
  }
end

--- The members that filter and transformations need; nil for all of them.
local function parts_of(self)
  local known = not self.normalization and not self.file_uploader
  return known and record_parts.of(self, self.cursor_field) or nil
end

--- The members that are asked for where nothing is changed.
local function observed(self)
  return { names = { self.cursor_field }, changes = {} }
end

--- How a page is read that a decoder or an extractor gives (runtime.decoders.parsers).
local page_decoder = {}

function page_decoder.json(_, page)
  return page.bytes
end

function page_decoder.decode(_, page)
  return require("runtime.decoders.parsers").document(page.bytes)
end

--- The members that are asked for, worked out once.
local function members_of(self)
  self.untouched = is_untouched(self)
  self.parts = not self.untouched and parts_of(self) or nil
  self.members = self.parts or observed(self)
  return self.members
end

--- What replies will be opened with, when that is known before they are there.
--- @return host.records.Reader|nil
function selector:reader()
  local extractor = self.extractor
  local knows = self.decoder.reads_bytes and extractor.places and extractor.reader_of_all
  return knows and extractor:reader_of_all(self.members or members_of(self)) or nil
end

--- The batch of records that are values.
local function of_values(self, records, extracted, vars, slice)
  if is_untouched(self) and (not self.has_schema() or all_objects(records)) then
    return batch.of_list(records, extracted)
  end
  return batch.filtered(records, extracted, function(record)
    return process(self, record, vars, slice)
  end)
end

--- What an expander makes of the records of a page, of one after the other.
local function expanded(self, parents, slice)
  local expander, vars, index = self.extractor.expander, variables.of(slice), 0
  local found = batch.of_pages(function()
    index = index + 1
    if index <= #parents then
      local records = expander:expand(parents:value(index))
      return of_values(self, records, #records, vars, slice)
    end
  end)
  found.parents = parents
  return found
end

--- The records of a page without values of them, or with values of one at a time, where the body
--- can be read so; else nil.
local function placed(self, reply, decoder, slice)
  local extractor = self.extractor
  if not decoder.json or not extractor.places then
    return nil
  end
  local places = extractor:places(decoder:json(reply), self.members or members_of(self))
  if not places then
    return nil
  elseif extractor.expander and #places > 0 then
    return expanded(self, places, slice)
  elseif self.untouched then
    return batch.of_places(places)
  end
  return batch.of_places(places, steps_of(self, slice, variables.of(slice)), self.parts)
end

local function select(self, reply, decoder, slice)
  local page = placed(self, reply, decoder, slice)
  if page then
    return page
  end
  local vars = variables.of(slice)
  local records, counted = self.extractor:extract(reply, decoder, vars)
  return of_values(self, records, counted or #records, vars, slice)
end

--- An iterator of the pages of a reply that comes in parts, or nil.
local function pages_of(self, reply)
  local extractor, decoder = self.extractor, self.decoder
  if extractor.pages then
    return extractor:pages(reply)
  elseif extractor.places and decoder.pages and not decoder.json then
    return decoder:pages(reply)
  end
  return nil
end

--- @param slice table the slice that is read
--- @return table batch of the page's records (runtime.retrieval.batch); batch.extracted is their
---   number before the filter, which the page size is compared with
function selector:select(reply, slice)
  local pages = pages_of(self, reply)
  if not pages then
    local found = select(self, reply, self.decoder, slice)
    if found.extracted == 0 and not (found.pages or self.looked) and self.decoder.json then
      self.looked = true
      require("runtime.records.nothing").tell(self.messages, reply, self.extractor)
    end
    return found
  end
  return batch.of_pages(function()
    local page = pages()
    return page and select(self, { bytes = page, is_page = true }, page_decoder, slice)
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
  return require("runtime.records.normalization").new(build)
end

local function transforms_first(node, build)
  local wanted = build:value(node, "transform_before_filtering")
  if wanted == nil then
    local cursor = build.cursor
    return cursor ~= nil and cursor.filters_records == true and not cursor.is_data_feed
  end
  return wanted
end

-- Beside a cursor that filters, a filter without a condition keeps all; alone it keeps none.
local function filter_of(node, build, cursor_filters)
  local filter = build:value(node, "record_filter")
  local is_empty = filter and filter.type == "RecordFilter" and (filter.condition or "") == ""
  return not (is_empty and cursor_filters) and build:component(filter) or nil
end

--- @param node table a RecordSelector of the manifest
--- @param build table of runtime.manifest.build
function selector.new(node, build)
  local cursor = build.cursor
  local filters = cursor and cursor.filters_records and not cursor.is_data_feed
  local schema = build.schema
  return setmetatable({
    has_schema = function()
      return schema ~= nil and json.size(schema()) > 0
    end,
    extractor = build:component(build:value(node, "extractor")),
    decoder = build.decoder or build:component({ type = "JsonDecoder" }),
    filter = filter_of(node, build, filters),
    transformations = build.transformations or {},
    normalization = normalization(node, build),
    transform_first = transforms_first(node, build),
    cursor_filter = filters and cursor or nil,
    cursor_field = cursor and cursor.field,
    file_uploader = build.file_uploader,
    messages = build.run.messages,
  }, selector)
end

return selector
