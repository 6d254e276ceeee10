--- discover (§5): the catalogue of streams.
local failure = require("runtime.failure")
local json = require("host.json")
local values = require("runtime.interpolation.values")

local catalog = {}

local function keys_of(key)
  if key == nil then
    return nil
  elseif type(key) == "string" then
    return { { key } }
  end
  local list = json.new_array()
  for index, name in ipairs(key) do
    if type(name) == "string" then
      list[index] = json.new_array({ name })
    elseif json.is_array(name) and #name == 1 then
      list[index] = json.new_array({ name[1] })
    else
      failure.value_error(
        "Nested primary keys are not supported. Found " .. values.repr(json.new_array(key))
      )
    end
  end
  return list
end

--- The cursor field that a stream declares; nil without incremental_sync.
local function cursor_of(node, stream)
  if not stream.cursor or not json.is_object(node.incremental_sync) then
    return nil
  end
  return node.incremental_sync
end

local function add_cursor(entry, stream, sync)
  entry.supported_sync_modes[2] = "incremental"
  entry.source_defined_cursor = sync.allow_catalog_defined_cursor_field ~= true
  entry.default_cursor_field = json.new_array({ stream.cursor.field })
  entry.is_resumable = true
end

--- The schema; {} where its loader is a custom component that is not there.
local function schema_of(stream)
  local ok, schema = xpcall(stream.schema, failure.handler, stream)
  if ok then
    return schema
  elseif schema.unknown_component then
    return json.new_object()
  end
  error(schema, 0)
end

local function entry_of(stream)
  local entry = json.new_object({
    { "name", stream.name },
    { "json_schema", schema_of(stream) },
    { "supported_sync_modes", json.new_array({ "full_refresh" }) },
  })
  local sync = cursor_of(stream.node, stream)
  entry.is_resumable = false
  if sync then
    add_cursor(entry, stream, sync)
  end
  local keys = keys_of(stream.primary_key)
  if keys and #keys > 0 then
    entry.source_defined_primary_key = json.new_array(keys)
  end
  entry.is_file_based = stream.is_file_based == true
  return entry
end

--- @param streams table list of streams
--- @return table CATALOG's content
function catalog.of(streams)
  local list = json.new_array()
  for index, stream in ipairs(streams) do
    list[index] = entry_of(stream)
  end
  return json.new_object({ { "streams", list } })
end

return catalog
