--- The parsers of lines, tables and compressed bodies.
local csv = require("runtime.decoders.csv")
local encoding = require("runtime.decoders.encoding")
local hash = require("host.hash")
local json = require("host.json")
local parsers = require("runtime.decoders.parsers")

local function rows(text, delimiter)
  local list = {}
  for fields in csv.lines(text, delimiter or ",") do
    list[#list + 1] = table.concat(fields, "|")
  end
  return table.concat(list, "/")
end

local function encoded(list)
  return json.encode(json.new_array(list))
end

return {
  ["quotes, doubled quotes and line breaks in cells"] = function(t)
    t.equal(rows('a,"b ""c"" d",\r\n1,"x\ny",z\n'), 'a|b "c" d|/1|x\ny|z')
    t.equal(rows('a"b,"c"d\n'), 'a"b|cd')
    t.equal(rows('1,"never closed'), "1|never closed")
    t.equal(rows("a;b\r1;2", ";"), "a|b/1|2")
  end,
  ["rows have the names of the header"] = function(t)
    local parse = parsers.csv({ set_values_to_none = { "-" } })
    local got = encoded(parse("id,n\n1,-\n2\n\n3,x,y,z\n"))
    t.equal(
      got,
      '[{"id":"1","n":null},{"id":"2","n":null},{"id":"3","n":"x","null":["y","z"]}]'
    )
  end,
  ["a delimiter may be an escape; it is one character"] = function(t)
    local parse = parsers.csv({ delimiter = "\\t" })
    t.equal(encoded(parse("a\tb\n1\t2")), '[{"a":"1","b":"2"}]')
    t.equal(t.raises(parsers.csv({ delimiter = "ab" }), "a").class, "TypeError")
  end,
  ["lines that are no JSON are told and passed over"] = function(t)
    local told = 0
    local parse = parsers.json_lines(function()
      told = told + 1
    end)
    t.equal(encoded(parse('{"a":1}\nbad\n{"a":2}')), '[{"a":1},{"a":2}]')
    t.equal(told, 1)
  end,
  ["items of one list, big integers kept"] = function(t)
    local parse = parsers.json_items("d.l", "utf-8")
    t.equal(encoded(parse('{"d":{"l":[123456789012345678901234567890]}}')),
      "[123456789012345678901234567890]")
    t.equal(#parse('{"d":{}}'), 0)
  end,
  ["gzip goes by the first two bytes"] = function(t)
    local parse = parsers.gzip(parsers.json_lines())
    t.equal(encoded(parse('{"a":1}')), '[{"a":1}]')
    local packed = hash.base64_decode("H4sIAAAAAAACA8tIzcnJBwCGphA2BQAAAA==")
    t.equal(#parse(packed), 0)
  end,
  ["other encodings become UTF-8"] = function(t)
    t.equal(encoding.decode("\xE9", "ISO-8859-1"), "é")
    t.equal(encoding.decode("\x80", "cp1252"), "€")
    t.equal(encoding.decode("\xFF\xFE\x3D\xD8\x00\xDE", "utf-16"), "\u{1F600}")
    t.equal(t.raises(encoding.decode, "x", "nope").class, "LookupError")
    t.equal(
      t.raises(encoding.decode, "ab\xFF", "utf-8").message,
      "'utf-8' codec can't decode byte 0xff in position 2: invalid start byte"
    )
  end,
}
