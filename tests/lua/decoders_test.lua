--- The parsers of lines, tables and compressed bodies.
local encoding = require("runtime.decoders.encoding")
local hash = require("host.hash")
local json = require("host.json")
local parsers = require("runtime.decoders.parsers")

local function encoded(list)
  return json.encode(json.new_array(list))
end

--- What a parser makes of a text, as JSON.
local function parsed(parse, text, packed)
  return encoded(parsers.bodies(parse(text, packed)))
end

local function packed(text)
  return hash.base64_decode(text)
end

return {
  ["the numbers that JSON lacks are read outside of texts alone"] = function(t)
    local function decode(text)
      return json.decode(text, { words = true })
    end
    local value = decode('{"NaN": NaN, "a": ["\\"NaN", -Infinity, {"b": Infinity}]}')
    t.truthy(value.NaN ~= value.NaN)
    t.equal(value.a[1], '"NaN')
    t.equal(value.a[2], -math.huge)
    t.equal(value.a[3].b, math.huge)
    for _, text in ipairs({ "NaNa", "nan", '{"NaN": "', "[Infinity", '["NaN"', "-NaN", "-In" }) do
      t.equal(decode(text), nil, text)
    end
    t.equal(json.decode("NaN"), nil)
    local lines = parsers.json_lines(error)
    t.equal(parsed(lines, '{"a":NaN}\n-Infinity\n1e400'), '[{"a":null},null,null]')
  end,
  ["rows have the names of the header"] = function(t)
    local parse = parsers.csv({ set_values_to_none = { "-", 1 } })
    t.equal(
      parsed(parse, 'id,n\n1,-\n2\n\n3,"x",y,z\n'),
      '[{"id":"1","n":null},{"id":"2","n":null},{"id":"3","n":"x","null":["y","z"]}]'
    )
    t.equal(parsed(parse, "id,n"), "[]")
    t.equal(parsed(parse, ""), "[]")
  end,
  ["a delimiter may be an escape; it is one character"] = function(t)
    t.equal(parsed(parsers.csv({ delimiter = "\\t" }), "a\tb\n1\t2"), '[{"a":"1","b":"2"}]')
    t.equal(parsed(parsers.csv({ delimiter = "" }), "a,b\n1,2"), '[{"a":"1","b":"2"}]')
    t.equal(t.raises(parsers.csv({ delimiter = "ab" }), "a").class, "TypeError")
  end,
  ["a table in another encoding, or in a broken one"] = function(t)
    t.equal(parsed(parsers.csv({ encoding = "latin-1" }), "a\n\xE9"), '[{"a":"é"}]')
    local failure = t.raises(parsed, parsers.csv({}), "a\n1\n\xFF")
    t.equal(failure.class, "UnicodeDecodeError")
    local half = parsers.csv({ encoding = "utf-16" })
    t.equal(t.raises(parsed, half, "a\0\n\0\0\xDC\n\0").class, "UnicodeDecodeError")
  end,
  ["large tables and lists of lines come in pages"] = function(t)
    local lines, values = { "id,text" }, {}
    for index = 1, 200 do
      lines[index + 1] = ("%d,%s"):format(index, ("x"):rep(10000))
      values[index] = ('{"id":%d,"text":"%s"}'):format(index, ("x"):rep(10000))
    end
    for text, parse in pairs({
      [table.concat(lines, "\n")] = parsers.csv({}),
      [table.concat(values, "\n")] = parsers.json_lines(),
    }) do
      local pages, count = 0, 0
      for page in parse(text) do
        pages, count = pages + 1, count + #parsers.document(page)
        t.truthy(#page < 600000)
      end
      t.equal(count, 200)
      t.truthy(pages > 3)
    end
  end,
  ["lines that are no JSON are told and passed over"] = function(t)
    local told = {}
    local parse = parsers.json_lines(function(_, text)
      told[#told + 1] = text
    end)
    t.equal(parsed(parse, '{"a":1}\nbad\n{"a":2}'), '[{"a":1},{"a":2}]')
    t.equal(#told, 1)
    t.match(told[1], '^Cannot decode/parse line "bad" as JSON, error: 1:1: ')
    t.equal(parsed(parse, "bad"), "[]")
    t.equal(#told, 2)
  end,
  ["items of one list, big integers kept"] = function(t)
    local parse = parsers.json_items("d.l", "utf-8")
    t.equal(parsed(parse, '{"d":{"l":[123456789012345678901234567890]}}'),
      "[123456789012345678901234567890]")
    for _, none in ipairs({ '{"d":{}}', '{"d":{"l":{}}}', '{"d":[{"l":[1]}]}', "[]", "1", "{}" }) do
      t.equal(parsed(parse, none), "[]", none)
    end
    t.equal(parsed(parse, '{"d":{"l":[1]},"e":[],"d":{"l":[2,{}]}}'), "[2,{}]")
    t.equal(parsed(parse, '{"d":{"l":[1]},"d":0}'), "[]")
    t.equal(parsed(parse, '{"\\u0064":{"\\u006C":["\\n"]}}'), '["\\n"]')
    t.equal(t.raises(parse, '{"d":{"l":[1]}} x').class, "IncompleteJSONError")
    t.match(t.raises(parse, '{"d":{"l":[1,]}}').message, "^parse error: 1:14: ")
    t.equal(t.raises(parse, '{"d":"\xE9"}').class, "UnicodeDecodeError")
    t.equal(parsed(parsers.json_items("d", "latin-1"), '{"d":["\xE9"]}'), '["é"]')
  end,
  ["a large CSV file as records"] = function(t)
    local component = require("runtime.components.ResponseToFileExtractor")
    local reply = { headers = {}, body = "\r\n\na,b\n1,NA\n\n2\0,,x\n" }
    t.equal(encoded(component.build({}):extract(reply)), '[{"a":"1","b":null},{"a":"2","b":null}]')
    t.equal(
      encoded(component.build({ preserve_na_values = true }):extract(reply)),
      '[{"a":"1","b":"NA"},{"a":"2","b":null}]'
    )
    reply = { headers = { { "Content-Type", "text/csv; charset=latin-1" } }, body = "a\n\xE9" }
    t.equal(encoded(component.build({}):extract(reply)), '[{"a":"é"}]')
    reply.body = hash.base64_decode("H4sIAAAAAAACA0vkMuQCAAAkwYkEAAAA")
    t.equal(encoded(component.build({}):extract(reply)), '[{"a":"1"}]')
  end,
  ["gzip goes by the first two bytes"] = function(t)
    local hello = packed("H4sIAAAAAAACA8tIzcnJBwCGphA2BQAAAA==")
    local parse = parsers.gzip(parsers.json_lines())
    t.equal(parsed(parse, '{"a":1}'), '[{"a":1}]')
    t.equal(parsed(parse, hello), "[]")
    local more = packed("H4sIAAAAAAACA+MyBABP+ujqAgAAAA==")
    t.equal(parsed(parsers.gzip(parsers.csv({})), hello .. more), '[{"hello":"1"}]')
    t.equal(t.raises(parsed, parse, hello:sub(1, -3)).class, "EOFError")
    t.equal(t.raises(parsed, parsers.gzip(parsers.json()), hello:sub(1, -3)).class, "EOFError")
    local damaged = hello .. ("x"):rep(20)
    t.equal(t.raises(parsed, parsers.gzip(parsers.csv({})), damaged).class, "BadGzipFile")
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
  ["halves of characters are refused in UTF-16 as Python does"] = function(t)
    for text, told in pairs({
      ["\0\xD8A\0"] = "bytes in position 0-1: illegal UTF-16 surrogate",
      ["A\0\0\xD8\0\xD8"] = "bytes in position 2-3: illegal UTF-16 surrogate",
      ["\0\xDCA\0"] = "bytes in position 0-1: illegal encoding",
      ["\xFF\xFEA\0\0\xD8"] = "bytes in position 4-5: unexpected end of data",
      ["\x3D\xD8\0"] = "bytes in position 0-2: unexpected end of data",
      ["A\0B"] = "byte 0x42 in position 2: truncated data",
    }) do
      local failure = t.raises(encoding.decode, text, "utf-16")
      t.equal({ failure.class, failure.message },
        { "UnicodeDecodeError", "'utf-16-le' codec can't decode " .. told })
    end
    t.equal(t.raises(encoding.decode, "\xD8\0\0A", "utf-16-be").message,
      "'utf-16-be' codec can't decode bytes in position 0-1: illegal UTF-16 surrogate")
    t.equal(encoding.decode("\xD8\x3D\xDE\0", "UTF-16BE"), "\u{1F600}")
    t.equal(encoding.decode("", "utf-16") .. encoding.decode("\xFF\xFE", "utf-16"), "")
  end,
}
