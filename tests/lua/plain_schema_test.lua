--- Schemas that are told to be right without the schema of schemas are.
local is_plain = require("runtime.json_schema.plain")
local json = require("host.json")
local json_schema = require("runtime.json_schema")
local meta = json.decode((require("runtime.json_schema.meta")))

local function holds(text)
  return is_plain(json.decode(text))
end

return {
  ["what most schemas are made of"] = function(t)
    t.equal(holds('{"type":"object","required":["a"],"additionalProperties":true,"order":1}'), true)
    t.equal(holds('{"properties":{"a":{"type":["null","string"],"title":"A"},"b":true}}'), true)
    t.equal(holds('{"oneOf":[{"const":1},{"enum":[1,1,null]}],"default":{"type":"x"}}'), true)
    t.equal(holds('{"items":{"examples":[1],"minimum":0,"airbyte_secret":true}}'), true)
    t.equal(holds("{}"), true)
  end,
  ["what is wrong, or not easily told, is none"] = function(t)
    for _, text in ipairs({
      '{"type":"text"}',
      '{"type":[]}',
      '{"type":["string","string"]}',
      '{"type":null}',
      '{"required":["a","a"]}',
      '{"required":true}',
      '{"properties":{"a":{"type":"text"}}}',
      '{"properties":[]}',
      '{"properties":{"a":null}}',
      '{"oneOf":[]}',
      '{"oneOf":{}}',
      '{"items":[{}]}',
      '{"title":1}',
      '{"enum":{}}',
      '{"minimum":"0"}',
      '{"additionalProperties":"x"}',
      '{"not":1}',
      '{"pattern":"("}',
      "[]",
    }) do
      t.equal(holds(text), false, text)
    end
  end,
  ["each keyword is known here or has no rule there"] = function(t)
    for name in pairs(meta.properties) do
      local schema = json.new_object()
      schema[name] = json.null
      if json_schema.fault(schema) == nil then
        local any = name == "const" or name == "default"
        t.equal(any, true, name)
      end
      t.equal(is_plain(schema), name == "const" or name == "default", name)
    end
  end,
}
