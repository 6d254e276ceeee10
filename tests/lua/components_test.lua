--- Single components, built from JSON without a manifest.
local build_context = require("runtime.manifest.build")
local json = require("host.json")

local messages = {}
messages.__index = messages

function messages:log(level, text)
  self.lines[#self.lines + 1] = level .. " " .. text
end

function messages.mask(_, text)
  return text
end

function messages.add_secret() end

local function context_of(config)
  return build_context.new({
    config = assert(json.decode(config or "{}")),
    run = { messages = setmetatable({ lines = {} }, messages), tokens = {} },
  })
end

local function component(text, config)
  local context = context_of(config)
  return context:component(assert(json.decode(text))), context
end

local function transformed(node, record, config)
  local value = assert(json.decode(record))
  local transformation = component(node, config)
  transformation:transform(value, { stream_slice = json.new_object() })
  return json.encode(value)
end

local function extracted(node, body)
  local object, context = component(node)
  local decoder = component('{"type":"JsonDecoder"}')
  local reply = { status = 200, headers = {}, body = body, url = "" }
  local records, count = object:extract(reply, decoder, {})
  return json.encode(json.new_array({ table.unpack(records) })), count, context
end

local function path(...)
  return json.encode(json.new_array({ ... }))
end

local function dpath_extractor(...)
  return '{"type":"DpathExtractor","field_path":' .. path(...) .. "}"
end

local function expanded(options, record)
  local node = '{"type":"RecordExpander","expand_records_from_field":["l"]' .. options .. "}"
  local object, context = component(node)
  local records = object:expand(assert(json.decode(record)))
  return json.encode(json.new_array(records)), context
end

--- What a selector will open replies with, before there are any.
local function reader_of(extractor, decoder, config)
  local context = context_of(config)
  context = context:child({ decoder = context:component({ type = decoder or "JsonDecoder" }) })
  local node = '{"type":"RecordSelector","extractor":' .. extractor .. "}"
  return context:component(assert(json.decode(node))):reader()
end

return {
  ["what replies are opened with is known where the path is fixed and the body JSON"] = function(t)
    local reader = reader_of(dpath_extractor("a", "b"))
    t.equal(reader:open('{"a":{"b":[{"id":1}]}}'):text(1), '{"id":1}')
    t.truthy(reader_of(dpath_extractor()))
    t.equal(reader_of(dpath_extractor("{{ config.a }}"), nil, '{"a":"b"}'), nil)
    t.equal(reader_of(dpath_extractor("a"), "XmlDecoder"), nil)
    t.truthy(reader_of('{"type":"DpathExtractor","field_path":["a"],"record_expander":'
      .. '{"type":"RecordExpander","expand_records_from_field":["l"]}}'))
    local combined = '{"type":"CombinedExtractor","extractors":[' .. dpath_extractor() .. "]}"
    t.equal(reader_of(combined), nil)
  end,
  ["fields are added with their types; a literal of another type stays text"] = function(t)
    local node = [[{"type":"AddFields","fields":[
      {"type":"AddedFieldDefinition","path":["a","0"],"value":"{{ record.id }}"},
      {"type":"AddedFieldDefinition","path":["n"],"value":"5","value_type":"number"},
      {"type":"AddedFieldDefinition","path":["i"],"value":"5","value_type":"integer"},
      {"type":"AddedFieldDefinition","path":["c"],"value":"{{ config.k }}"}]}]]
    t.equal(
      transformed(node, '{"id":1}', '{"k":"x"}'),
      '{"id":1,"a":[1],"n":"5","i":5,"c":"x"}'
    )
  end,
  ["a condition of removed fields looks at what the pointer names"] = function(t)
    local node = [=[{"type":"RemoveFields","field_pointers":[["a"],["b"]],
      "condition":"{{ property == 1 }}"}]=]
    t.equal(transformed(node, '{"a":1,"b":2,"c":1}'), '{"b":2,"c":1}')
  end,
  ["flattening turns the order round and lengthens taken names"] = function(t)
    local got = transformed('{"type":"FlattenFields"}', '{"id":1,"o":{"x":1,"id":2,"q":3}}')
    t.equal(got, '{"q":3,"id":1,"x":1}')
    t.equal(transformed('{"type":"FlattenFields"}',
      '{"a":{},"l":[[1,{"a":null}],[]],"b":{"l":{"a":2},"c":12345678901234567890}}'),
      '{"c":12345678901234567890,"a":2,"l.0.1.a":null,"l.0.0":1}')
    t.equal(transformed('{"type":"FlattenFields"}', '{"a":1,"b":{"c":{"a":2},"a":3}}'),
      '{"a":1,"c.a":2}')
    t.equal(transformed('{"type":"FlattenFields","flatten_lists":false}',
      '{"a":{"l":[{"b":1}]},"b":{"l":2}}'), '{"l":2,"a.l":[{"b":1}]}')
  end,
  ["flattening a record that contains itself ends"] = function(t)
    local record = json.decode('{"id":1}')
    record.me = record
    local flatten = component('{"type":"FlattenFields"}')
    t.equal(t.raises(flatten.transform, flatten, record).class, "RecursionError")
  end,
  ["union counts all records, first_match those of the winner"] = function(t)
    local extractors = "[" .. dpath_extractor("a") .. "," .. dpath_extractor("b") .. "]"
    local body = '{"a":[null,{}],"b":[{"id":1}]}'
    local node = '{"type":"CombinedExtractor","extractors":' .. extractors
    local records, count = extracted(node .. "}", body)
    t.equal(records, '[null,{},{"id":1}]')
    t.equal(count, 3)
    local skipping = node .. ',"mode":"first_match","skip_empty_records":true}'
    local winner, counted, context = extracted(skipping, body)
    t.equal(winner, '[{"id":1}]')
    t.equal(counted, 1)
    t.match(context.run.messages.lines[1], "dropped 2 empty")
  end,
  ["elements take over what the manifest asks for from their parent"] = function(t)
    local parent = '{"id":1,"l":[{"x":1},7]}'
    t.equal((expanded("", parent)), '[{"x":1},7]')
    t.equal((expanded(',"merge_parent":true', parent)), '[{"id":1,"x":1},{"id":1,"value":7}]')
    local fields = ',"parent_fields":[{"type":"ParentFieldPath","parent_path":["id"],'
      .. '"record_path":["p","0"]}]'
    t.equal((expanded(fields, parent)), '[{"x":1,"p":[1]},{"value":7,"p":[1]}]')
    t.equal((expanded(',"on_no_records":"emit_parent"', '{"id":2}')), '[{"id":2}]')
  end,
  ["a list that is cut short is told once"] = function(t)
    local _, context =
      expanded(',"truncation_indicator_path":["more"]', '{"more":true,"total_count":9,"l":[{}]}')
    t.match(context.run.messages.lines[1], "only the 1 embedded item%(s%) of 9 total")
  end,
  ["globs are refused where one field is meant"] = function(t)
    local err = t.raises(expanded, ',"truncation_indicator_path":["*"]', "{}")
    t.match(err.message, "not supported in `truncation_indicator_path`")
  end,
  ["properties are asked for in chunks"] = function(t)
    local object = component([[{"type":"QueryProperties","property_list":["aaa","bbb","cc"],
      "always_include_properties":["id"],"property_chunking":{"type":"PropertyChunking",
      "property_limit_type":"characters","property_limit":12}}]])
    local chunks = object:chunks()
    t.equal(table.concat(chunks[1], ","), "id,aaa,bbb")
    t.equal(table.concat(chunks[2], ","), "id,cc")
    t.equal(object:merge_key(json.new_object({ { "id", 5 } })), "5")
    t.equal(object:merge_key(json.new_object()), nil)
  end,
  ["config fields are remapped, added and removed"] = function(t)
    local context = context_of('{"env":"prod","old":1}')
    for _, text in ipairs({
      '{"type":"ConfigRemapField","map":{"prod":"live"},"field_path":["env"]}',
      '{"type":"ConfigRemoveFields","field_pointers":[["old"]]}',
      [[{"type":"ConfigAddFields","fields":[{"type":"AddedFieldDefinition","path":["n","u"],
        "value":"{{ config.env }}"}]}]],
    }) do
      local change = context:component(assert(json.decode(text)))
      change:transform(context.config)
    end
    t.equal(json.encode(context.config), '{"env":"live","n":{"u":"live"}}')
  end,
  ["a value is held against a schema; text is read as JSON first"] = function(t)
    local node = [[{"type":"DpathValidator","field_path":["k"],"validation_strategy":
      {"type":"ValidateAdheresToSchema","base_schema":{"type":"object","required":["a"]}}}]]
    local validator = component(node)
    validator:validate(assert(json.decode('{"k":"{\\"a\\":1}"}')))
    validator:validate(assert(json.decode("{}")))
    local err = t.raises(validator.validate, validator, assert(json.decode('{"k":"us"}')))
    t.equal(err.message, "Invalid JSON string: us")
  end,
  ["a class that is not in components.lua fails at its first use"] = function(t)
    local object = component('{"type":"CustomTransformation","class_name":"c.components.Mine"}')
    local err = t.raises(object.transform, object, json.new_object(), {})
    t.equal(err.type, "config_error")
    t.match(err.message, "Mine")
    t.match(err.message, "components.lua")
  end,
}
