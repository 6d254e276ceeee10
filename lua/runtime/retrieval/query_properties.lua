--- Reading with a list of properties (§9): one request for each chunk, records merged by key.
local json = require("host.json")
local later = require("util.later")
local batch = later("runtime.retrieval.batch")
local paginated_read = later("runtime.retrieval.paginated_read")
local request_inputs = require("runtime.http.request_inputs")
local slices = later("runtime.streams.slice")

local query_properties = {}

local function component_of(node)
  local requester = node.requester
  if not json.is_object(requester) then
    return nil
  end
  local params = requester.request_parameters
  local _, name = request_inputs.split_query_properties(params)
  if name then
    return params[name]
  elseif json.is_object(requester.query_properties) then
    return requester.query_properties
  elseif json.is_object(requester.fetch_properties_from_endpoint) then
    return json.new_object({
      { "type", "QueryProperties" },
      { "property_list", requester.fetch_properties_from_endpoint },
    })
  end
end

local function deep_merge(target, source)
  for key, value in pairs(source) do
    if json.is_object(target[key]) and json.is_object(value) then
      deep_merge(target[key], value)
    else
      target[key] = value
    end
  end
end

local function slice_for(slice, chunk)
  local extra = json.new_object()
  for name, value in pairs(slice.extra) do
    extra[name] = value
  end
  extra.query_properties = json.new_array(chunk)
  return slices.new({ partition = slice.partition, cursor = slice.cursor, extra = extra })
end

local merger = {}
merger.__index = merger

function merger:add(record)
  local key = self.key_of(record)
  if key == nil then
    self.loose[#self.loose + 1] = record
    return
  end
  if not self.by_key[key] then
    self.by_key[key] = json.new_object()
    self.order[#self.order + 1] = self.by_key[key]
  end
  deep_merge(self.by_key[key], record)
end

function merger:records()
  local list = self.loose
  table.move(self.order, 1, #self.order, #list + 1, list)
  return list
end

local function new_merger(properties)
  return setmetatable({
    key_of = function(record)
      return properties:merge_key(record)
    end,
    by_key = {},
    order = {},
    loose = {},
  }, merger)
end

--- Reads the pages of a slice, each in chunks of properties.
local function read(retriever, slice, emit)
  local properties = retriever.query_properties
  local chunks = properties:chunks(slice)
  paginated_read.pages(retriever, slice, emit, function(read_chunk)
    local merged, reply, extracted = new_merger(properties), nil, 0
    for _, chunk in ipairs(chunks) do
      local page_reply, page = read_chunk(slice_for(slice, chunk))
      reply = page_reply
      if page then
        local record = page:next()
        while record ~= nil do
          merged:add(record)
          record = page:next()
        end
        extracted = page.extracted
      end
    end
    return reply, batch.of_list(merged:records(), extracted)
  end)
end

--- Attaches to a retriever whose requester asks for properties.
function query_properties.attach(retriever, node, build)
  local component = component_of(node)
  if component then
    retriever.query_properties = build:component(component)
    retriever.splitting = retriever.splitting or { read = read }
  end
end

return query_properties
