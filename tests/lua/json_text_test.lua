--- JSON text that is read and written with options.
local json = require("host.json")

return {
  ["wrong text is refused with its place"] = function(t)
    local value, message, code = json.decode('{\n  "a": 01}')
    t.equal(value, nil)
    t.equal(message, "2:9: ',' or '}' is expected")
    t.equal(code, "syntax")
    value, message, code = json.decode(("["):rep(129))
    t.equal(value, nil)
    t.equal(message, "1:129: nested too deep")
    t.equal(code, "limit")
    value, message, code = json.decode("[1,2]", { max_size = 4 })
    t.equal(value, nil)
    t.equal(message, "1:1: the text is too large")
    t.equal(code, "limit")
  end,
  ["members asked for, of a text that is right"] = function(t)
    local function members(text, ...)
      local names = {}
      for _, name in ipairs({ ... }) do
        names[name] = true
      end
      local value, message = json.members(text, names)
      return value == nil and message or json.encode(value)
    end
    t.equal(members('{"a":1,"b":[{"a":2}],"c":{"d":null}}', "c", "a"), '{"a":1,"c":{"d":null}}')
    t.equal(members(' {"a":1,"\\u0061":2} ', "a", "b"), '{"a":2}')
    local deep = json.members('{"a":{"b":[1,{"c":2}],"d":{"e":3,"f":4}},"g":5}', {
      a = { b = { x = true }, d = { f = true } },
      g = { x = true },
    })
    t.equal(json.encode(deep), '{"a":{"b":[1],"d":{"f":4}},"g":5}')
    t.equal(members('[{"a":1},"a",[2],3,null]', "a"), '["a",3,null]')
    t.equal(members("[]", "a"), "[]")
    t.equal(members('"a"', "a"), '"a"')
    t.equal(members('{"a":1,"b":[1,]}', "a"), "1:15: a value is expected")
    t.equal(members('{"a":1} x', "a"), "1:9: text after the value")
    t.equal(members('[{"a":1},{"a":01}]', "a"), "1:16: ',' or '}' is expected")
    t.equal(members("", "a"), "1:1: the text ends too early")
    t.equal(json.members('{"a":NaN}', {}, { words = true }) ~= nil, true)
    t.raises(json.members, "{}")
  end,
  ["options of encode"] = function(t)
    local value = json.decode('{"b":[1,{}],"a":"é😀"}')
    t.equal(json.encode(value, { ascii = true }), '{"b":[1,{}],"a":"\\u00e9\\ud83d\\ude00"}')
    t.equal(json.encode(value, { separators = "python" }), '{"b": [1, {}], "a": "é😀"}')
    t.equal(json.encode(value, { sort_keys = true }), '{"a":"é😀","b":[1,{}]}')
    value = json.decode('{"a":null,"b":{"c":null},"d":[null],"e":null}')
    t.equal(json.encode(value, { omit_nulls = true }), '{"b":{"c":null},"d":[null]}')
    t.equal(json.encode(json.decode('[{"a":null}]'), { omit_nulls = true }), '[{"a":null}]')
    value = json.decode('{"b":[1,{}],"a":"é😀"}')
    t.equal(
      json.encode(value, { indent = 2 }),
      '{\n  "b": [\n    1,\n    {}\n  ],\n  "a": "é😀"\n}'
    )
    t.equal(json.encode({ 1e16, 1e-5 }, { separators = "python" }), "[1e+16, 1e-05]")
    t.equal(json.encode({ 0 / 0, -math.huge, math.huge }), "[null,null,null]")
    local infinities = json.encode({ -math.huge, math.huge }, { separators = "python" })
    t.equal(infinities, "[-Infinity, Infinity]")
  end,
}
