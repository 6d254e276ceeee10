--- The reads that reads.lua measures: what the stand-in for an API answers, and the manifest.
---
--- Each is { name, about, pages, per_page (records), page (the text of a page of records), printed
--- (how many of a page's records come out), bare (whether the bare loop knows it), and what its
--- manifest has besides }. Where each answer is delay_ms late, workers says how many requests may
--- be on their way; no program is done before floor (seconds).
local json = require("host.json")

local SMALL = '{"id":%d,"node_id":"I_%010d","number":%d,"title":"Crash in reader %d — '
  .. '\\"räksmörgås\\"","state":"%s","locked":false,"draft":false,"user":{"login":"octo-%d","id":'
  .. '583231,"type":"User","site_admin":false},"labels":[{"id":208045946,"name":"bug","color":'
  .. '"d73a4a"}],"comments":%d,"score":%d.50,"closed_at":null,"updated_at":'
  .. '"2024-%02d-15T12:34:56Z","reactions":{"total_count":3,"+1":3,"heart":0}}'

local function small(id)
  local state = id % 2 == 1 and "open" or "closed"
  return SMALL:format(id, id, id, id, state, id % 8, id % 10, id % 100, id % 12 + 1)
end

local BODY = 'Fetching page two loses the \\"cursor\\" when the path ends in \\\\ — så det är, 東京. '

local function large(id)
  return small(id):sub(1, -2) .. (',"body":"%s"}'):format(BODY:rep(24))
end

local function one_field(id)
  return ('{"id":%d}'):format(id)
end

local function thousand_fields(id)
  local list = {}
  for index = 1, 1000 do
    list[index] = ('"field_%d":%d'):format(index, id * index)
  end
  return "{" .. table.concat(list, ",") .. "}"
end

local function deep(id)
  return ('{"id":%d,"a":%s1%s}'):format(id, ('{"b":['):rep(50), ("]}"):rep(50))
end

local function records(make, count, separator)
  local list = {}
  for id = 1, count do
    list[id] = make(id)
  end
  return table.concat(list, separator)
end

local function list_of(make)
  return function(count)
    return "[" .. records(make, count, ",") .. "]"
  end
end

local function csv(count)
  return "id,name,state,score\n" .. records(function(id)
    return ('%d,"Crash, in reader %d",open,%d.5\n'):format(id, id, id)
  end, count, "")
end

local function lines(count)
  return records(small, count, "\n") .. "\n"
end

local function xml(count)
  return "<data>" .. records(function(id)
    return ("<issue><id>%d</id><name>Crash in reader %d</name><state>open</state></issue>"):format(
      id, id)
  end, count, "") .. "</data>"
end

local FILTER = "{{ record['state'] == 'open' and record['comments'] >= 3 }}"

local TRANSFORMATIONS = [[
    transformations:
      - type: AddFields
        fields:
          - path: [issue_ref]
            value: "{{ record['user']['login'] }}#{{ record['number'] }}"
          - path: [added, plain]
            value: "constant"
      - type: RemoveFields
        field_pointers:
          - [reactions]
          - [user, site_admin]
]]

local CURSOR = [[
    incremental_sync:
      type: DatetimeBasedCursor
      cursor_field: updated_at
      datetime_format: "%Y-%m-%dT%H:%M:%SZ"
      start_datetime: "2024-01-01T00:00:00Z"
      end_datetime: "2024-12-31T00:00:00Z"
]]

local DAYS = CURSOR:gsub("\n$", [[

      step: P1D
      cursor_granularity: P1D
]])

local PARTITIONS = [[
      partition_router:
        type: SubstreamPartitionRouter
        parent_stream_configs:
          - type: ParentStreamConfig
            parent_key: id
            partition_field: parent
            request_option: {type: RequestOption, inject_into: request_parameter, field_name: of}
            stream:
              type: DeclarativeStream
              name: parents
              retriever:
                type: SimpleRetriever
                requester: {type: HttpRequester, url_base: "{{ config['base'] }}", path: parents}
                record_selector:
                  type: RecordSelector
                  extractor: {type: DpathExtractor, field_path: []}
              schema_loader: {type: InlineSchemaLoader, schema: {type: object}}
]]

-- A decoder. Pages are not counted with every one: it is a request for each of 20 values.
local DECODER = [[
      decoder: {type: %s}
      partition_router:
        type: ListPartitionRouter
        values: [a, b, c, d, e, f, g, h, i, j, k, l, m, "n", o, p, q, r, s, t]
        cursor_field: part
]]

local list = {
  { "wide", "records go out as they came", 100, 1000, list_of(small), bare = true },
  { "wide-100", "the same, 100 a page", 1000, 100, list_of(small), bare = true },
  { "wide-large", "six times the bytes", 20, 1000, list_of(large), bare = true },
  { "transform", "a filter, two fields added, two removed", 100, 1000, list_of(small),
    printed = 0.4, filter = FILTER, stream = TRANSFORMATIONS },
  { "incremental", "a cursor looks at each record", 100, 1000, list_of(small), stream = CURSOR },
  { "substream", "a request for each of 1,000 parents", 1000, 10, list_of(small),
    retriever = PARTITIONS, has_slices = true },
  { "partitions", "the same, a cursor for each", 1000, 10, list_of(small),
    retriever = PARTITIONS, stream = CURSOR, has_slices = true },
  { "latency", "windows of a day, each answer 20 ms late, two at a time", 365, 27, list_of(small),
    stream = DAYS, has_slices = true, delay_ms = 20, workers = 2 },
  { "latency-10", "the same, ten at a time", 365, 27, list_of(small), stream = DAYS,
    has_slices = true, delay_ms = 20, workers = 10 },
  { "one-field", "records of one field", 100, 1000, list_of(one_field), bare = true },
  { "thousand-fields", "records of a thousand fields", 20, 100, list_of(thousand_fields),
    bare = true },
  { "deep", "a hundred levels", 20, 1000, list_of(deep), bare = true },
  { "page-of-one", "one record a page", 2000, 1, list_of(small), bare = true },
  { "page-of-100000", "100,000 records a page", 2, 100000, list_of(small), bare = true },
  { "csv", "CSV", 20, 1000, csv, retriever = DECODER:format("CsvDecoder"), has_slices = true },
  { "json-lines", "a JSON document a line", 20, 1000, lines,
    retriever = DECODER:format("JsonlDecoder"), has_slices = true },
  { "xml", "XML", 20, 1000, xml, retriever = DECODER:format("XmlDecoder"), has_slices = true,
    field_path = "data, issue" },
}

local PAGINATOR = [[
      paginator:
        type: DefaultPaginator
        page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: page}
        page_size_option:
          {type: RequestOption, inject_into: request_parameter, field_name: per_page}
        pagination_strategy:
          type: PageIncrement
          page_size: %d
          start_from_page: 1
          inject_on_first_request: true
]]

local MANIFEST = [[
version: 6.60.0
type: DeclarativeSource
check: {type: CheckStream, stream_names: [issues]}
streams:
  - type: DeclarativeStream
    name: issues
    primary_key: id
    retriever:
      type: SimpleRetriever
      requester: {type: HttpRequester, url_base: "{{ config['base'] }}", path: page/issues}
      record_selector:
        type: RecordSelector
        extractor: {type: DpathExtractor, field_path: [%s]}
%s%s%s    schema_loader: {type: InlineSchemaLoader, schema: {type: object, properties: {}}}
spec: {type: Spec, connection_specification: {type: object, properties: {base: {type: string}}}}
concurrency_level: {type: ConcurrencyLevel, default_concurrency: %d}
]]

local function manifest_of(item)
  local filter = item.filter and ('        record_filter: {type: RecordFilter, condition: "%s"}\n')
    :format(item.filter) or ""
  local paginator = item.has_slices and "" or PAGINATOR:format(item.per_page)
  return MANIFEST:format(item.field_path or "", filter, paginator .. (item.retriever or ""),
    item.stream or "", item.workers or 2)
end

local function floor_of(item)
  return item.delay_ms and math.ceil(item.pages / item.workers) * item.delay_ms / 1000
end

local function answer(path, text, query, delay_ms)
  return { path = path, query = query, delay_ms = delay_ms, responses = { { text = text } } }
end

local workloads = {}

--- The declared reads, by names (all when there are none).
function workloads.chosen(names)
  local chosen = {}
  for _, item in ipairs(list) do
    item.name, item.about, item.pages, item.per_page, item.page = table.unpack(item, 1, 5)
    item.manifest, item.records = manifest_of(item), item.pages * item.per_page
    item.floor = floor_of(item)
    if #names == 0 or require("util.lists").contains(names, item.name) then
      chosen[#chosen + 1] = item
    end
  end
  return chosen
end

--- The rules of stand_in for one of them: the pages are alike, and an empty one ends them.
function workloads.rules(item)
  return json.encode({
    answer("/page/issues", item.page(0), { page = tostring(item.pages + 1) }),
    answer("/page/issues", item.page(item.per_page), nil, item.delay_ms),
    answer("/parents", list_of(one_field)(item.pages)),
  })
end

return workloads
