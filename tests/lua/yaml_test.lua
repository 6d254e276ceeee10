local json = require("host.json")
local yaml = require("host.yaml")

local function as_json(text)
  local value, message = yaml.decode(text, "f")
  return value == nil and message or json.encode(value)
end

local function message_of(text)
  local value, message, code = yaml.decode(text, "f.yaml")
  return value == nil and message, code
end

return {
  ["what cannot be read is told with the line on which it begins"] = function(t)
    local function message(text)
      local _, reason = yaml.decode(text, "m.yaml")
      return reason
    end
    t.equal(message("a: 1\nb: 'x\nc: 2\n"), "m.yaml:2:4: found unexpected end of stream while "
      .. "scanning a quoted scalar that begins on line 2")
    t.equal(message("a: [1,\nb: 2\n"), "m.yaml:3:1: did not find expected ',' or ']' while "
      .. "parsing a flow sequence that begins on line 1")
    t.equal(message("a: b: c\n"), "m.yaml:1:5: mapping values are not allowed in this context")
  end,
  ["scalars are what PyYAML makes of them"] = function(t)
    local wanted = {
      ["yes"] = "true", ["Off"] = "false", ["y"] = '"y"', ["~"] = "null", [""] = "null",
      ["1_000"] = "1000", ["0x1F"] = "31", ["010"] = "8", ["0o10"] = '"0o10"', ["0b101"] = "5",
      ["08"] = '"08"', ["1:30"] = "90", ["-1:30:00"] = "-5400", ["1:60"] = '"1:60"',
      ["1e5"] = '"1e5"', ["1.0e+5"] = "100000.0", ["1.0e5"] = '"1.0e5"', ["1."] = "1.0",
      [".5"] = "0.5", ["-.5"] = '"-.5"', ["1:30.5"] = "90.5", ["+3"] = "3", ["-0"] = "0",
      ["2024-01-02"] = '"2024-01-02"', ["123456789012345678901"] = "123456789012345678901",
      ["!!str 1"] = '"1"', ['!!int "3"'] = "3", ["!!float 3"] = "3.0", ["'yes'"] = '"yes"',
      ["0"] = "0", ["00"] = "0", ["0_7"] = "7", ["1.5_0"] = "1.5", ["TRUE"] = "true",
    }
    for text, value in pairs(wanted) do
      t.equal(as_json(text), value, text)
    end
    t.equal(yaml.decode("-.inf"), -math.huge)
    t.truthy(yaml.decode(".nan") ~= yaml.decode(".nan"))
  end,
  ["mappings keep their order, lists and blocks nest"] = function(t)
    t.equal(
      as_json("b: 1\na:\n- x\n- {y: [1, 2], z: }\nc: |\n  one\n  two\n"),
      '{"b":1,"a":["x",{"y":[1,2],"z":null}],"c":"one\\ntwo\\n"}'
    )
    t.equal(as_json("key:\tvalue"), '{"key":"value"}')
    t.equal(as_json("200: a\nyes: b\nnull: c"), '{"200":"a","true":"b","null":"c"}')
  end,
  ["an alias is the same table"] = function(t)
    local value = yaml.decode("a: &x {b: 1}\nc: *x\n")
    t.truthy(value.a == value.c)
  end,
  ["merge keys bring members that come first and may be replaced"] = function(t)
    t.equal(
      as_json("a: &a {x: 1, y: 2}\nb: {z: 3, <<: *a, y: 4}"),
      '{"a":{"x":1,"y":2},"b":{"x":1,"y":4,"z":3}}'
    )
    t.equal(
      as_json("- &a {x: 1, y: 1}\n- &b {y: 2, z: 2}\n- <<: [*a, *b]"),
      '[{"x":1,"y":1},{"y":2,"z":2},{"y":1,"z":2,"x":1}]'
    )
    t.equal(message_of("a: 1\n<<: 3"), "f.yaml:2:5: only mappings can be merged")
  end,
  ["places of nodes, values and keys"] = function(t)
    local value, document = yaml.decode("a: 1\nb:\n  c: &x [1,\n    2]\n  d: *x\n", "f")
    t.equal({ document:locate(value, "a") }, { 1, 4 })
    t.equal({ document:locate_key(value, "b") }, { 2, 1 })
    t.equal({ document:locate(value.b) }, { 3, 3 })
    t.equal({ document:locate(value.b, "d") }, { 5, 6 })
    t.equal({ document:locate(value.b.c, 2) }, { 4, 5 })
    t.equal(document:locate(value, "zz"), nil)
    t.equal(document:locate({}), nil)
  end,
  ["duplicate keys: the last wins, both places are told"] = function(t)
    local value, document = yaml.decode("a: 1\nb: 2\n'a': 3\n", "f")
    t.equal(json.encode(value), '{"a":3,"b":2}')
    local wanted = { key = "a", line = 3, column = 1, first_line = 1, first_column = 1 }
    t.equal(document:duplicates(), { wanted })
    t.equal({ document:locate(value, "a") }, { 3, 6 })
  end,
  ["wrong text is refused with its place"] = function(t)
    local message, code = message_of("a: [1,\nb: 2\n")
    t.match(message, "^f%.yaml:%d+:%d+: ")
    t.equal(code, "syntax")
    t.equal(message_of("a: *b"), "f.yaml:1:4: there is no anchor 'b'")
    t.equal(message_of("a: &b [*b]"), "f.yaml:1:8: 'b' contains itself")
    t.equal(message_of("? [a]\n: b"), "f.yaml:1:3: a key must be a scalar")
    t.equal(message_of("a: !foo b"), "f.yaml:1:4: the tag !foo is not supported")
    t.equal(message_of("a: !!int b"), "f.yaml:1:4: the text is no !!int")
    t.equal(message_of("--- a\n--- b"), "f.yaml:2:1: a second document begins")
    t.match(message_of("a: 1\nb: \xff"), "^f%.yaml:2:4: ")
  end,
  ["bombs are stopped by limits"] = function(t)
    local text = { "a0: &a0 [x, x, x, x, x, x, x, x, x, x]" }
    for i = 1, 9 do
      text[#text + 1] = ("a%d: &a%d [%s]"):format(i, i, (("*a%d, "):rep(9, "")):format(
        i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1))
    end
    local message, code = message_of(table.concat(text, "\n"))
    t.match(message, "more than 1000000 nodes with aliases expanded")
    t.equal(code, "limit")
    message, code = message_of(("["):rep(100000))
    t.equal(message, "f.yaml:1:129: nested too deep")
    t.equal(code, "limit")
    message, code = message_of(("- a\n"):rep(200001))
    t.match(message, "more than 200000 nodes")
    t.equal(code, "limit")
    message, code = message_of((" "):rep(4 * 1024 * 1024 + 1))
    t.match(message, "larger than 4194304 bytes")
    t.equal(code, "limit")
  end,
  ["JSON is read as JSON"] = function(t)
    t.equal(as_json('\n{"a": 1e5, "b": "\\ud83d\\ude00", "c": "yes"}'),
      '{"a":100000.0,"b":"😀","c":"yes"}')
  end,
  ["what is written reads back as the same value"] = function(t)
    local texts = {
      "plain", "", "yes", "1", "1.0", "~", "- a", "a: b", "a #b", "#c", "x:", "it's", '"q"',
      " lead", "trail ", "line\nline", "line\n", "line\n\n", "\n", " a\nb", "a\n  b\n c",
      "tab\there", "é😀",
      "\u{7f}\u{85}", "\u{feff}", "{{ config['x'] }}", "[a", "*a", "&a", "!t", "%d", "@x", "`x",
      "=", "<<", "...", "---", "2024-01-01", "0x1", "null", "a\r\nb", "?", "-", ":", "a,b", "\\",
    }
    local list = json.new_array()
    for _, text in ipairs(texts) do
      list[#list + 1] = text
      list[#list + 1] = json.new_object({ { text, text }, { "n", json.new_array({ text }) } })
    end
    local numbers = '[0,-1,1.5,1e300,5e-324,18446744073709551616,null,true,[],{},[[1],[]]]'
    list[#list + 1] = json.decode(numbers)
    local written = yaml.encode(list)
    local value, message = yaml.decode(written, "f")
    t.equal(json.is_array(value), true, tostring(message))
    t.equal(json.encode(value), json.encode(list))
    for _, text in ipairs(texts) do
      t.equal(yaml.decode(yaml.encode(text)), text)
    end
  end,
  ["the style is blocks of two spaces"] = function(t)
    local value = json.decode('{"a":{"b":[1,{"c":2,"d":[]}]},"e":"x\\ny\\n","f":[["g"]],"h":"1"}')
    t.equal(yaml.encode(value), [[
a:
  b:
    - 1
    - c: 2
      d: []
e: |
  x
  y
f:
  - - g
h: '1'
]])
  end,
}
