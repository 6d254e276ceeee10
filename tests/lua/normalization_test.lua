--- Casting the records of a page: those that are what the schema wants are told from their text.
local json = require("host.json")
local normalization = require("runtime.records.normalization")
local records = require("host.records")

local function schema_of(properties)
  return json.decode('{"type":"object","properties":' .. properties .. "}")
end

--- What becomes of a record by both ways: "as it came", or the cast record; and the warnings.
local function outcome(properties, record)
  local schema, warnings = schema_of(properties), {}
  local casts = normalization.new({
    schema = function()
      return schema
    end,
    run = {
      messages = {
        log = function(_, _, text)
          warnings[#warnings + 1] = text
        end,
      },
    },
  })
  local page = records.open(record)
  local cast = json.encode(casts:apply(page:value(1)))
  if page:fits(1, casts:shape()) then
    assert(cast == json.encode(page:value(1)) and #warnings == 0, "cast: " .. cast)
    return "as it came"
  end
  return cast, warnings
end

local function plan(stays, members, items)
  return { stays = stays, members = members, items = items }
end

return {
  ["what is of its type stays"] = function(t)
    for type_name, values in pairs({
      string = { '"x"', '""', '"5"', '"\\u00e5"' },
      number = { "1.5", "-0.25", "-0.0" },
      integer = { "1", "-7", "0", "123456789012345678" },
      boolean = { "true", "false" },
      object = { "{}", '{"a":[1,{"b":null}]}' },
      array = { "[]", '[1,"x",[null]]' },
    }) do
      for _, value in ipairs(values) do
        local record = ('{"a":%s}'):format(value)
        local types = ('{"a":{"type":["null","%s"]}}'):format(type_name)
        t.equal(outcome(types, record), "as it came")
      end
      t.equal(outcome(('{"a":{"type":"%s"}}'):format(type_name), '{"b":1}'), "as it came")
    end
  end,
  ["what is of another type is cast"] = function(t)
    local function cast(type_name, value, result)
      local types = ('{"a":{"type":"%s"}}'):format(type_name)
      t.equal(outcome(types, ('{"a":%s}'):format(value)), ('{"a":%s}'):format(result))
    end
    cast("string", "1", '"1"')
    cast("string", "null", '"None"')
    cast("string", "true", '"True"')
    cast("number", "1", "1.0")
    cast("number", '"1.5"', "1.5")
    cast("integer", "1.5", "1")
    cast("integer", '"7"', "7")
    cast("integer", "true", "1")
    cast("boolean", '"yes"', "true")
    cast("boolean", "1", "true")
    cast("array", "1", "[1]")
  end,
  ["what cannot be cast is told"] = function(t)
    local cast, warnings = outcome('{"a":{"type":"number"}}', '{"a":"x"}')
    t.equal(cast, '{"a":"x"}')
    t.equal(
      warnings[1],
      "Failed to transform value from type 'string' to type 'number' at path: 'a'"
    )
    cast, warnings = outcome('{"a":{"type":"array","items":{"type":5}}}', '{"a":1}')
    t.equal(cast, '{"a":1}')
    t.equal(#warnings, 1)
  end,
  ["members of members and elements of lists"] = function(t)
    local deep = '{"a":{"type":"array","items":{"properties":{"b":{"type":"string"}}}}}'
    t.equal(outcome(deep, '{"a":[{"b":"1"},{"c":2},{}]}'), "as it came")
    t.equal(outcome(deep, '{"a":[{"b":"1"},{"b":2}]}'), '{"a":[{"b":"1"},{"b":"2"}]}')
    t.equal(outcome(deep, '{"a" : [ { "b" : "1" } , 2 ] }'), "as it came")
  end,
  ["a schema that is inside of itself"] = function(t)
    local inner = '{"properties":{"a":{"$ref":"#/properties/a"},"b":{"type":"string"}}}'
    local schema = schema_of('{"a":' .. inner .. "}")
    local casts = normalization.new({
      schema = function()
        return schema
      end,
    })
    local shape = casts:shape()
    t.equal(records.open('{"a":{"a":{"b":"x"}}}'):fits(1, shape), true)
    t.equal(records.open('{"a":{"a":{"b":1}}}'):fits(1, shape), false)
  end,
  ["where it is not easily told, a record does not fit"] = function(t)
    local shape = records.shape(plan({ "object" }, {
      { name = "a", plan = plan({ "integer", "float" }) },
      { name = "b", plan = false },
    }))
    local function fits(text)
      return records.open(text):fits(1, shape)
    end
    t.equal(fits('{"a":1,"b":1e5,"c":[1e5]}'), true)
    t.equal(fits('{"a":1e5}'), false)
    t.equal(fits('{"a":1234567890123456789}'), false)
    t.equal(fits('{"\\u0061":1}'), false)
  end,
  ["a plan is made of lists of names"] = function(t)
    t.raises(records.shape, nil)
    t.raises(records.shape, {})
    t.raises(records.shape, plan({ "text" }))
    t.raises(records.shape, plan({}, { { plan = plan({}) } }))
    t.raises(records.shape, plan({}, nil, { stays = 1 }))
    local page = records.open('{"a":1}')
    t.raises(page.fits, page, 1, {})
    t.raises(page.fits, page, 2, records.shape(plan({})))
    t.equal(page:fits(1, records.shape(plan({}))), false)
  end,
  ["many names are found, whatever their order"] = function(t)
    local members, parts = {}, {}
    for index = 1, 200 do
      members[index] = { name = "n" .. index * 7 % 200, plan = plan({ "integer" }) }
      parts[index] = ('"n%d":%s'):format(index - 1, index == 120 and '"x"' or "1")
    end
    local shape = records.shape(plan({ "object" }, members))
    members = nil
    collectgarbage()
    t.equal(records.open("{" .. table.concat(parts, ",") .. "}"):fits(1, shape), false)
    parts[120] = '"n119":2'
    t.equal(records.open("{" .. table.concat(parts, ",") .. "}"):fits(1, shape), true)
    t.equal(members, nil)
  end,
}
