local json = require("host.json")
local places = require("util.json_places")

local TEXT = '{"a": [1, {"é\\"b": null}],\n\t"\\u0063" : {\r\n'
  .. ' "x":"y, ]}" , "n" :[]},"d":-1e5,\n"e": true}'

return {
  ["values and keys of JSON have the places that they would have as YAML"] = function(t)
    local value = json.decode(TEXT)
    local document = places.of(TEXT, value)
    local function at(owner, key)
      return table.concat({ document:locate(owner, key) }, ":")
    end
    t.equal(at(value), "1:1")
    t.equal(at(value, "a"), "1:7")
    t.equal(at(value.a), "1:7")
    t.equal(at(value.a, 1), "1:8")
    t.equal(at(value.a[2]), "1:11")
    t.equal(at(value.a[2], 'é"b'), "1:20")
    t.equal(at(value, "c"), "2:13")
    t.equal(at(value.c, "x"), "3:6")
    t.equal(at(value.c, "n"), "3:21")
    t.equal(at(value, "d"), "3:29")
    t.equal(at(value, "e"), "4:6")
    t.equal(table.concat({ document:locate_key(value, "c") }, ":"), "2:2")
    t.equal(document:locate(value, "nowhere"), nil)
    t.equal(document:locate({}, "a"), nil)
    t.equal(#document:duplicates(), 0)
  end,
  ["keys that come twice are told"] = function(t)
    local text = '{"a": {"b": 1},\n "a": {"b": 2, "b": [{}]}}'
    local value, document = places.decode(text, "x.yaml")
    local told = {}
    for i, one in ipairs(document:duplicates()) do
      told[i] = ("%s %d:%d %d:%d"):format(one.key, one.line, one.column, one.first_line,
        one.first_column)
    end
    t.equal(table.concat(told, ", "), "a 2:2 1:2, b 2:16 2:8")
    t.equal(table.concat({ document:locate(value.a, "b") }, ":"), "2:21")
  end,
  ["what is no JSON keeps the document of YAML"] = function(t)
    local value, document = places.decode("a: 1\n", "x.yaml")
    t.equal(table.concat({ document:locate(value, "a") }, ":"), "1:4")
    t.equal(places.decode("3", "x.yaml"), 3)
    t.equal(select(3, places.decode("a: [", "x.yaml")), "syntax")
  end,
}
