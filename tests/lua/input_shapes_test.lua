local json = require("host.json")
local shapes = require("runtime.commands.input_shapes")

local function refusal(kind, text)
  local ok, raised = pcall(shapes[kind], json.decode(text))
  return not ok and raised.message or nil
end

local function schema(what, place)
  return ("Schema validation failed:\n- %s (instance_path='%s')\n"):format(what, place)
end

return {
  ["a catalog lists streams with their modes"] = function(t)
    local stream = '"stream":{"name":"a","json_schema":{},"supported_sync_modes":["incremental"]}'
    local function of(text)
      return refusal("catalog", '{"streams":[{' .. text .. "}]}")
    end
    t.equal(of(stream .. ',"sync_mode":"incremental","destination_sync_mode":"append"'), nil)
    t.equal(refusal("catalog", "[]"), schema('[] is not of type "object"', ""))
    t.equal(refusal("catalog", "{}"), schema('"streams" is a required property', "streams"))
    t.equal(of('"stream":{}'), schema('"name" is a required property', "streams/0/stream/name"))
    t.equal(of(stream .. ',"sync_mode":"x"'),
      schema('"x" is not one of ["full_refresh", "incremental"]', "streams/0/sync_mode"))
  end,
  ["a state is a list of messages, or empty"] = function(t)
    for _, text in ipairs({ "{}", "[]", "0", '""', "null", "false" }) do
      t.equal(refusal("state", text), nil)
      t.equal(shapes.state(json.decode(text)), nil)
    end
    local descriptor = '[{"type":"STREAM","stream":{"stream_descriptor":{"name":"a"}%s}}]'
    t.equal(refusal("state", descriptor:format("")), nil)
    t.equal(refusal("state", descriptor:format(',"stream_state":null')), nil)
    t.equal(refusal("state", descriptor:format(',"stream_state":3')),
      schema("TypeError: 'int' object is not iterable", "stream/stream_state"))
    t.equal(refusal("state", "[1]"), schema('1 is not of type "object"', ""))
    t.equal(refusal("state", '{"a":1}'), schema('"a" is not of type "object"', ""))
    t.match(refusal("state", "[{}]"), "should contain either a stream, global, or state field")
    t.match(refusal("state", "3"), "should be a list")
  end,
}
