local check = require("runtime.interpolation.check")
local interpolation = require("runtime.interpolation")
local json = require("host.json")
local values = require("runtime.interpolation.values")

local function context(text)
  local vars = {}
  for key, value in pairs(text and json.decode(text) or {}) do
    vars[key] = value
  end
  vars.config = vars.config or json.new_object()
  return vars
end

-- repr of what a text evaluates to.
local function eval(text, vars)
  return values.repr(interpolation.string(text):eval(context(vars)))
end

local function class_of(t, text, vars)
  local err = t.raises(eval, text, vars)
  return type(err) == "table" and err.class or tostring(err)
end

return {
  ["text is read as a Python literal"] = function(t)
    t.equal(eval("{{ config.a }}", '{"config":{"a":"1_000"}}'), "1000")
    t.equal(eval("1.10"), "1.1")
    t.equal(eval("true"), "'true'")
    t.equal(eval("[1, 'a', None]"), "[1, 'a', None]")
    t.equal(eval("1, 2"), "(1, 2)")
    t.equal(eval("a, 2"), "'a, 2'")
    t.equal(eval("{'a': (1,)}"), "{'a': (1,)}")
    t.equal(eval("007"), "'007'")
    t.equal(eval("1234567890123456789012"), "1234567890123456789012")
    t.equal(eval("1\n"), "1")
    t.equal(eval("1\n\n"), "1")
    t.equal(eval("1\n "), "'1\\n '")
    t.equal(eval("1\n \n"), "'1\\n '") -- a template loses its last line's end
    t.equal(eval("[1]\n\t"), "'[1]\\n\\t'")
  end,
  ["text marked as safe escapes what is added to it, and is not escaped again"] = function(t)
    local vars = '{"config":{"a":["<"],"b":"<"}}'
    t.equal(eval([[{{ '{"k": ' + (config.a | tojson) + '}' }}]], vars),
      [['{&#34;k&#34;: ["\\u003c"]}']])
    t.equal(eval("{{ (config.b | e) + config.b }}", vars), "'&lt;&lt;'")
    t.equal(eval("{{ (config.b | safe | upper) + config.b }}", vars), "'<&lt;'")
    t.equal(eval("{{ config.b | e | trim | e }}", vars), "'&lt;'")
    t.equal(eval("{{ config.b + config.b ~ (config.b | e) }}", vars), "'<<&lt;'")
    t.equal(eval("{{ 1 | tojson + 1 }}", vars), "'{{ 1 | tojson + 1 }}'")
  end,
  ["what is out of bounds has Python's class"] = function(t)
    local a = '{"config":{"a":18446744073709551616,"b":-9223372036854775808,"c":1709618828}}'
    t.equal(class_of(t, "{{ format_datetime(config.a, '%Y') }}", a), "OverflowError")
    t.equal(class_of(t, "{{ format_datetime(config.b, '%Y') }}", a), "OSError")
    t.equal(class_of(t, "{{ day_delta(config.c) }}", a), "OverflowError")
    t.equal(eval("{{ config.a * 2 }}", '{"config":{"a":-0.0}}'), "-0.0")
  end,
  ["a format that does not go with the value is a ValueError"] = function(t)
    for _, format in ipairs({ "{:,}", "{:_}", "{:,s}", "{:#}" }) do
      t.equal(class_of(t, ("{{ '%s'.format('x') }}"):format(format)), "ValueError")
    end
    for _, format in ipairs({ "{:,x}", "{:,n}", "{:+c}", "{:#c}" }) do
      t.equal(class_of(t, ("{{ '%s'.format(65) }}"):format(format)), "ValueError")
    end
    t.equal(eval("{{ '{:_x}|{:,}'.format(500000, 5000.5) }}"), "'7_a120|5,000.5'")
    t.equal(class_of(t, "{{ '{:c}'.format(-1) }}"), "OverflowError")
    t.equal(class_of(t, "{{ '%c' % 1114112 }}"), "OverflowError")
  end,
  ["a raw block without an end may be empty, digits after a point are indices"] = function(t)
    t.equal(eval("a{% raw %}"), "'a'")
    t.equal(class_of(t, "a{% raw %}b"), "TemplateSyntaxError")
    t.equal(eval("{{ config.a.0.1 }}", '{"config":{"a":[[1,2]]}}'), "2")
  end,
  ["a record of the last page is named by the reference's class"] = function(t)
    local record = json.decode('{"id":1}')
    require("runtime.streams.slice").see_record(record)
    local vars = { config = json.new_object(), last_record = record }
    local expression = interpolation.string("{{ last_record.a.b }}")
    local err = t.raises(expression.eval, expression, vars)
    t.equal(err.message, "'airbyte_cdk.sources.types.Record object' has no attribute 'a'")
  end,
  ["methods and loops have Python's repr"] = function(t)
    t.match(eval("{{ record.items }}", '{"record":{}}'),
      "^'<built%-in method items of dict object at 0x")
    t.equal(eval("{% for x in 'ab' %}{{ loop }}{% endfor %}"),
      "'<LoopContext 1/2><LoopContext 2/2>'")
  end,
  ["filters and tests of what they do not take"] = function(t)
    local vars = '{"config":{"list":["x"],"dict":{"a":1},"date":"2024-03-05"}}'
    t.equal(class_of(t, "{{ config.list | indent }}", vars), "AttributeError")
    t.equal(class_of(t, "{{ config.dict | random }}", vars), "KeyError")
    t.equal(eval("{{ config.list is filter }}", vars), "'{{ config.list is filter }}'")
    t.equal(eval("{{ config.list | urlize }}", vars), "'[&#39;x&#39;]'")
    t.equal(eval("{{ config.date | wordwrap(6) }}", vars), "'2024-\\n03-05'")
    t.equal(eval("{{ '+1 (555)' | wordwrap(3) }}", vars), "'+1 \\n(55\\n5)'")
  end,
  ["a value that is its own literal stays; one that has none becomes its text"] = function(t)
    local vars = { record = json.decode('{"o":{"a":[1.50,"' .. ("("):rep(300) .. '",null]}}') }
    vars.config = json.new_object()
    local value = interpolation.string("{{ record.o }}"):eval(vars)
    t.equal(json.encode(value), json.encode(vars.record.o))
    value.a[1] = 2
    t.equal(vars.record.o.a[1], 1.5)
    t.equal(eval("{{ config.a / 4 }}", '{"config":{"a":10}}'), "2.5")
    t.equal(eval("{{ config.a }}", '{"config":{"a":1e999}}'), "'inf'")
    t.equal(eval("{{ config.a }}", '{"config":{"a":[1e999]}}'), "'[inf]'")
    t.equal(eval("{{ config.a }}", '{"config":{"a":[12345678901234567890123]}}'),
      "[12345678901234567890123]")
    t.equal(eval("{{ config.a }}", '{"config":{"a":"-12"}}'), "-12")
    t.equal(eval("{{ config.a }}", '{"config":{"a":"0.50"}}'), "0.5")
  end,
  ["a TypeError makes a template its own text, and freezes it"] = function(t)
    local text = "{{ record.n > 1 }}"
    local expression = interpolation.string(text)
    t.equal(expression:eval(context('{"record":{"n":null}}')), text)
    t.equal(expression:eval(context('{"record":{"n":5}}')), text)
    local condition = interpolation.boolean(text)
    t.equal(condition:eval(context('{"record":{"n":null}}')), true)
    t.equal(condition:eval(context('{"record":{"n":0}}')), false)
  end,
  ["undefined is empty, and an error where it is used"] = function(t)
    t.equal(eval("{{ config.nope }}"), "''")
    t.equal(class_of(t, "{{ config.nope.more }}"), "UndefinedError")
    t.equal(eval("{{ config.nope is defined }}"), "False")
    t.equal(interpolation.boolean("{{ config.nope.more }}"):eval(context()), false)
    t.equal(class_of(t, "{{ nobody }}"), "ValueError")
  end,
  ["errors of evaluation pass through"] = function(t)
    t.equal(class_of(t, "{{ 1 / 0 }}"), "ZeroDivisionError")
    t.equal(class_of(t, "{{ 1 | nosuch }}"), "TemplateAssertionError")
    t.equal(class_of(t, "{{ 1 + }}"), "TemplateSyntaxError")
    t.equal(class_of(t, "{{ str_to_datetime('x') }}"), "ValueError")
    t.equal(class_of(t, "{{ stream_state }}"), "AirbyteTracedException")
  end,
  ["conditions are false for a closed list of values"] = function(t)
    for _, text in ipairs({ "False", "false", "0", "0.0", "{}", "[]", "()", "", "None" }) do
      t.equal(interpolation.boolean(text):eval(context()), false, text)
    end
    for _, text in ipairs({ "no", "FALSE", "null", " ", "'x'", "[0]" }) do
      t.equal(interpolation.boolean(text):eval(context()), true, text)
    end
  end,
  ["attributes of objects are methods first"] = function(t)
    local vars = '{"config":{"d":{"items":1,"a":2}}}'
    t.equal(eval("{{ config.d['items'] }}", vars), "1")
    t.equal(eval("{{ config.d.items()|list }}", vars), "[('items', 1), ('a', 2)]")
    t.equal(eval("{{ config.d.a }}", vars), "2")
  end,
  ["integers have no limit"] = function(t)
    t.equal(eval("{{ 2 ** 100 // 3 ** 10 }}"), "21467774225274422962229727")
    t.equal(eval("{{ 9223372036854775807 + 1 }}"), "9223372036854775808")
    t.equal(eval("{{ -7 // 2 }} {{ -7 % 3 }}"), "'-4 2'")
  end,
  ["statements"] = function(t)
    t.equal(eval("{% for x in [3, 4] %}{{ loop.index }}:{{ x }};{% endfor %}"), "'1:3;2:4;'")
    t.equal(eval("{% set x = [] %}{% for i in 'ab' %}{% set _ = x.append(i) %}{% endfor %}{{ x }}"),
      "['a', 'b']")
    t.equal(eval("{% macro m(a, b=2) %}{{ a }}-{{ b }}{% endmacro %}{{ m(1) }}"), "'1-2'")
    t.equal(eval("{% macro m(a, b=false) %}{{ a }}-{{ b }}{% endmacro %}{{ m() }}"), "'-False'")
    t.equal(eval("{% filter length %}ab{% endfilter %}"), "'{% filter length %}ab{% endfilter %}'")
    t.equal(eval("a {%- if true %} b {% endif -%} c"), "'a b c'")
    t.equal(eval("{% raw %}{{ x }}{% endraw %}"), "'{{ x }}'")
  end,
  ["filters and methods"] = function(t)
    t.equal(eval("{{ [3, 1, 2] | sort | map('abs') | join('-') }}"), "'1-2-3'")
    t.equal(eval("{{ 'abc'.replace('b', 'x').upper()[::-1] }}"), "'CXA'")
    t.equal(eval("{{ '%05.1f|%s' | format(2.25, 'x') }}"), "'002.2|x'")
    t.equal(eval("{{ '{:>4}{:,}'.format('a', 12345) }}"), "'   a12,345'")
    t.equal(eval("{{ {'a': 1} | string }}"), "'{\"a\": 1}'")
    t.equal(eval("{{ 2.5 | round }} {{ 'x' | int(7) }}"), "'2.0 7'")
  end,
  ["numbers from texts"] = function(t)
    local function list(name, ...)
      return eval(("{{ [%s] | map('%s') | join(' ') }}"):format(table.concat({ ... }, ","), name))
    end
    t.equal(list("int", "'007'", "' 12 '", "'1_0'", "'1__0'", "'1.9'", "'1e3'", "'-0'", "'x'"),
      "'7 12 10 0 1 1000 0 0'")
    t.equal(list("int", "'" .. ("9"):rep(18) .. "'", "'" .. ("9"):rep(19) .. "'", "true", "-1.9"),
      "'999999999999999999 9999999999999999999 1 -1'")
    t.equal(list("float", "'1.'", "'.5'", "'-0'", "'00.10'", "'1.2.3'", "'1 '", "7", "true"),
      "'1.0 0.5 -0.0 0.1 0.0 1.0 7.0 1.0'")
    t.equal(eval("{{ '1.5' | float + 1 }} {{ '12' | int(base=16) }} {{ '12' | int(0, 8) }}"),
      "'2.5 18 10'")
  end,
  ["texts are ordered by their code points"] = function(t)
    t.equal(eval("{{ ['10' < '9', 'ä' < 'z', '' <= 'a', 'a' > 'A', 'b' >= 'b', 'a' >= 'b'] }}"),
      "[True, False, True, True, True, False]")
    t.equal(eval("{{ '1' < 2 }}"), '"{{ \'1\' < 2 }}"') -- as after any TypeError
    t.equal(eval("{{ 1 >= '2' }}"), '"{{ 1 >= \'2\' }}"')
  end,
  ["dates"] = function(t)
    t.equal(eval("{{ str_to_datetime('2024-03-31') - duration('P1M') }}"),
      "'2024-02-29 00:00:00+00:00'")
    t.equal(eval("{{ duration('P1DT1H').total_seconds() }}"), "90000.0")
    t.equal(eval("{{ format_datetime('2024-01-02T03:04:05.678Z', '%ms') }}"), "1704164645678")
    t.equal(eval("{{ timestamp('2024-01-01') }}"), "1704067200.0")
    t.equal(eval("{{ str_to_datetime('2024-01-02').strftime('%-d.%-m. %_H|%^a|%5d|%_ms') }}"),
      "'2.1.  0|TUE|00002| 1s'")
    t.equal(eval("{{ str_to_datetime('2024-03-31') - duration('P0001-01-01T01:00:00') }}"),
      "'2023-02-26 23:00:00+00:00'")
    t.equal(class_of(t, "{{ format_datetime([], '%Y') }}"), "ValueError")
    t.equal(class_of(t, "{{ today_with_timezone(config.zone) }}"), "UnknownTimeZoneError")
  end,
  ["mappings leave out None and keep the types that their place keeps"] = function(t)
    local text = '{"a":"{{ 5 }}","b":"{{ none }}","c":"[1]","{{ \'k\' }}":"v","n":3}'
    local mapping = json.decode(text)
    t.equal(json.encode(interpolation.mapping(mapping):eval(context())),
      '{"a":5,"c":[1],"k":"v","n":3}')
    local kept = interpolation.mapping(mapping, { kept_types = "text_or_list" })
    t.equal(json.encode(kept:eval(context())), '{"a":"5","b":"None","c":[1],"k":"v","n":3}')
  end,
  ["nested structures evaluate keys and keep None in lists"] = function(t)
    local nested = json.decode('{"{{ \'a\' }}":{"x":"{{ none }}","y":["{{ none }}","2"]}}')
    t.equal(json.encode(interpolation.nested(nested):eval(context())), '{"a":{"y":[null,2]}}')
  end,
  ["a template cannot reach the host or run away"] = function(t)
    t.equal(eval("{{ '' * 1709618828123 ~ [] * 1709618828123 }}"), "[]")
    t.equal(class_of(t, "{{ config.__class__.__mro__ }}"), "SecurityError")
    t.equal(class_of(t, "{{ 'a' * 10 ** 12 }}"), "LimitError")
    t.equal(class_of(t, "{{ 10 ** (10 ** 9) }}"), "LimitError")
    t.equal(class_of(t, "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}"), "RecursionError")
    t.equal(class_of(t, "{{ '%999999999d' % 1 }}"), "LimitError")
    t.equal(class_of(t, "{{ '{:>999999999}'.format(1) }}"), "LimitError")
    t.equal(class_of(t, ("{{ " .. ("("):rep(3000) .. "1" .. (")"):rep(3000) .. " }}")),
      "TemplateSyntaxError")
    t.equal(interpolation.string("{{ range(9) }}"):variables().range, true)
  end,
  ["templates tell their variables and mistakes"] = function(t)
    local names = interpolation.compile("{% set a = record.x %}{{ a }} {{ config.y }}"):variables()
    t.equal(names, { record = true, config = true })
    local found = check("x {{ recrod.a | uper }}", { "record" })
    t.equal(found[1].kind, "filter")
    t.equal(found[1].offset, 17)
    found = check("x {{ recrod.a }}", { "record" })
    t.equal({ found[1].name, found[1].offset }, { "recrod", 6 })
    local _, message, code = interpolation.compile("{{ 1 + }}")
    t.match(message, "unexpected")
    t.equal(code, "syntax")
    t.equal(#check("{{ stream_partition.id }}", { "stream_slice" }), 0)
  end,
  ["a compiled template is evaluated again with other values"] = function(t)
    local expression = interpolation.string("{{ record.id }}-{{ record.n + 1 }}")
    t.equal(expression:eval(context('{"record":{"id":"a","n":1}}')), "a-2")
    t.equal(expression:eval(context('{"record":{"id":"b","n":2}}')), "b-3")
    t.equal(interpolation.string("plain").is_static, true)
    t.equal(expression.is_static, false)
  end,
  ["texts are stripped as Python strips them"] = function(t)
    local strip = require("runtime.interpolation.methods.str_strip")
    for text, wanted in pairs({
      ["  a b  "] = { "a b", "  a b  ", "a b  ", "  a b" },
      [""] = { "", "", "", "" },
      ["   "] = { "", "   ", "", "" },
      ["\u{a0}é\u{3000}"] = { "é", "\u{a0}é\u{3000}", "é\u{3000}", "\u{a0}é" },
      ["\x1cab\x1f"] = { "ab", "\x1cab\x1f", "ab\x1f", "\x1cab" },
      ["xxaxx"] = { "xxaxx", "a", "xxaxx", "xxaxx" },
      ["éaé"] = { "éaé", "a", "éaé", "éaé" },
      ["\n"] = { "", "\n", "", "" },
      ["\u{200b}x"] = { "\u{200b}x", "\u{200b}", "\u{200b}x", "\u{200b}x" },
    }) do
      t.equal({ strip.both(text), strip.both(text, "xé"), strip.left(text), strip.right(text) },
        wanted)
      t.equal(strip.both(text, ""), text)
    end
  end,
}
