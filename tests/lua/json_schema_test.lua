local json = require("host.json")
local json_schema = require("runtime.json_schema")

local DRAFT7 = '"$schema":"http://json-schema.org/draft-07/schema#",'

local function message(schema, value)
  return json_schema.validate(json.decode(schema), json.decode(value))
end

return {
  ["a value that fits has no message"] = function(t)
    t.equal(message('{"type":"object","required":["a"]}', '{"a":1}'), nil)
    t.equal(message('{"type":["null","integer"]}', "1.0"), nil)
    t.equal(message('{"properties":{"d":{"format":"date"}}}', '{"d":"no date"}'), nil)
    t.equal(message("{" .. DRAFT7 .. '"$ref":"#/definitions/x","definitions":{"x":{}}}', "1"), nil)
  end,
  ["messages are those of Python's jsonschema"] = function(t)
    local cases = {
      { '{"required":["a"]}', "{}", "'a' is a required property" },
      { '{"type":"string"}', "1", "1 is not of type 'string'" },
      { '{"type":["string","null"]}', "true", "True is not of type 'string', 'null'" },
      { '{"enum":["a",1]}', '"b"', "'b' is not one of ['a', 1]" },
      { '{"const":"a"}', '"b"', "'a' was expected" },
      { '{"minimum":1}', "0", "0 is less than the minimum of 1" },
      { '{"exclusiveMaximum":1}', "1", "1 is greater than or equal to the maximum of 1" },
      { '{"minLength":1}', '""', "'' should be non-empty" },
      { '{"minLength":2}', '"a"', "'a' is too short" },
      { '{"pattern":"^a+$"}', '"b"', "'b' does not match '^a+$'" },
      {
        '{"properties":{"a":{}},"additionalProperties":false}',
        '{"c":1,"b":2}',
        "Additional properties are not allowed ('b', 'c' were unexpected)",
      },
      { '{"items":{"type":"integer"}}', '[1,"x"]', "'x' is not of type 'integer'" },
      { '{"uniqueItems":true}', "[1,1]", "[1, 1] has non-unique elements" },
      { '{"not":{}}', "1", "1 should not be valid under {}" },
      { '{"dependentRequired":{"a":["b"]}}', '{"a":1}', "'b' is a dependency of 'a'" },
    }
    for _, case in ipairs(cases) do
      t.equal(message(case[1], case[2]), case[3], case[1])
    end
  end,
  ["the best match is the least deep one"] = function(t)
    local schema = '{"required":["a"],"properties":{"b":{"type":"string"}}}'
    t.equal(message(schema, '{"b":1}'), "'a' is a required property")
  end,
  ["below oneOf the best match is the deepest"] = function(t)
    local schema = '{"oneOf":[{"properties":{"t":{"const":"x"},"k":{"type":"string"}},'
      .. '"required":["k"]},{"type":"array"}]}'
    t.equal(message(schema, '{"t":"x","k":1}'), "1 is not of type 'string'")
  end,
  ["draft-07 reads items as a tuple and leaves siblings of $ref"] = function(t)
    t.equal(
      message("{" .. DRAFT7 .. '"items":[{"type":"integer"}],"additionalItems":false}', '[1,"x"]'),
      "Additional items are not allowed ('x' was unexpected)"
    )
    local schema = "{" .. DRAFT7
      .. '"$ref":"#/definitions/x","type":"string","definitions":{"x":{}}}'
    t.equal(message(schema, "1"), nil)
  end,
  ["a schema that is none is told as SchemaError"] = function(t)
    local err = t.raises(json_schema.validate, json.decode('{"type":"strin"}'), 1)
    t.equal(err.class, "SchemaError")
  end,
  ["of a schema that is none the first fault is told, with its place"] = function(t)
    local cases = {
      { '{"properties":{"a":{"type":[]}}}', "[] is not valid under any of the given schemas",
        "properties a type" },
      { '{"type":"strin","properties":{"a":{"title":5}}}', "5 is not of type 'string'",
        "properties a title" },
      { '{"properties":{"a":{"pattern":"^["}}}', "'^[' is not a 'regex'", "properties a pattern" },
      { '{"required":["a","a"]}', "['a', 'a'] has non-unique elements", "required" },
    }
    for _, case in ipairs(cases) do
      local fault = json_schema.fault(json.decode(case[1]))
      t.equal(fault.message, case[2])
      t.equal(table.concat(fault.path, " "), case[3])
    end
    t.equal(json_schema.fault(json.decode('{"pattern":"^[a-z]+$"}')), nil)
  end,
}
