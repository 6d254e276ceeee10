--- host.xml: the layout of xmltodict.
local json = require("host.json")
local xml = require("host.xml")

local function is(t, text, wanted)
  t.equal(json.encode(assert(xml.decode(text))), wanted)
end

return {
  ["text, attributes, children, repeats, nothing"] = function(t)
    is(t, "<a>x</a>", '{"a":"x"}')
    is(t, "<a/>", '{"a":null}')
    is(t, "<a> </a>", '{"a":null}')
    is(t, '<a b="1" c=""/>', '{"a":{"@b":"1","@c":""}}')
    is(t, '<a b="1"> x </a>', '{"a":{"@b":"1","#text":"x"}}')
    is(t, "<a><b>1</b><c/><b>2</b><b/></a>", '{"a":{"b":["1","2",null],"c":null}}')
    is(t, "<a>x<b/>y</a>", '{"a":{"b":null,"#text":"xy"}}')
    is(t, "<a><b/><b/></a>", '{"a":{"b":[null,null]}}')
    is(t, "<a><b><c>1</c></b><b><c>2</c></b></a>", '{"a":{"b":[{"c":"1"},{"c":"2"}]}}')
  end,
  ["comments, sections and references"] = function(t)
    is(t, "<?xml version='1.0'?><!-- c --><a>1<![CDATA[<&]]>&lt;&#233;</a>", '{"a":"1<&<é"}')
    is(t, "<a>\u{a0}x\u{3000}</a>", '{"a":"x"}')
    is(t, "<?xml version='1.0' encoding='iso-8859-1'?><a>\xe9</a>", '{"a":"é"}')
  end,
  ["a named encoding counts for more than the declared one"] = function(t)
    local text = "<?xml version='1.0' encoding='iso-8859-1'?><a>é</a>"
    t.equal(xml.decode(text, "UTF-8").a, "é")
    t.equal(xml.decode("<a>é</a>", "ISO-8859-1").a, "Ã©")
  end,
  ["bad documents are told with their place"] = function(t)
    local value, message, code = xml.decode("<a>\n<b></a>")
    t.equal(value, nil)
    t.match(message, "^2:%d+: mismatched tag")
    t.equal(code, "syntax")
    t.equal(select(3, xml.decode("")), "syntax")
    t.equal(select(3, xml.decode("<a/>x")), "syntax")
  end,
  ["bombs and towers are refused"] = function(t)
    local bomb = '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>'
    local value, message, code = xml.decode(bomb)
    t.equal(value, nil)
    t.match(message, "entities")
    t.equal(code, "limit")
    t.equal(select(3, xml.decode(("<a>"):rep(201))), "limit")
    t.truthy(xml.decode(("<a>"):rep(200) .. ("</a>"):rep(200)))
  end,
}
