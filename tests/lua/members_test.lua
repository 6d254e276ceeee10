local members = require("runtime.interpolation.members")

-- "a b(c)": all of a, and c of b.
local listed
function listed(found)
  local names = {}
  for name, inner in pairs(found) do
    names[#names + 1] = inner == true and name or ("%s(%s)"):format(name, listed(inner))
  end
  table.sort(names)
  return table.concat(names, " ")
end

local function read(text)
  local found = {}
  return members(text, "record", found) and listed(found) or "all"
end

return {
  ["members that are read by name"] = function(t)
    t.equal(read("{{ record['a'] == record.b.c and record['d']['e'] >= 3 }}"), "a b(c) d(e)")
    t.equal(read("{{ record.get('a', record['b']) }} {% if record.c %}x{% endif %}"), "a b c")
    t.equal(read("{{ 'a' in record and 'b' not in record and not record.c }}"), "a b c")
    t.equal(read("{{ config['record'] }} plain"), "")
    t.equal(read("plain"), "")
    t.equal(read("{{ (record.a or {})['record'] | length }}"), "a")
    t.equal(read(5), "")
  end,
  ["members of members"] = function(t)
    t.equal(read("{{ record.a['b'].get('c', {}).d }}"), "a(b(c(d)))")
    t.equal(read("{{ record.a.b }}{{ record.a.c }}"), "a(b c)")
    t.equal(read("{{ record.d.e.f }}{{ record.d.e }}"), "d(e)")
    t.equal(read("{{ record.a.b }}{{ record.a | length }}"), "a")
    t.equal(read("{{ record.a | length }}{{ record.a.b }}"), "a")
    t.equal(read("{{ 'x' in record.a.b }}"), "a(b(x))")
    t.equal(read("{{ 'y' not in record.get('c', record.d.e) }}"), "c(y) d(e)")
    t.equal(read("{{ record.a[0].b }}{{ record.c.items() }}"), "a c")
    t.equal(read("{{ record.d[record.e.f] }}"), "d e(f)")
    t.equal(read("{{ record.a.get('b', 0) + record.a.get(config.k) }}"), "a")
  end,
  ["a variable that is used as a whole may be read anywhere"] = function(t)
    for _, text in ipairs({
      "{{ record }}",
      "{{ record | length }}",
      "{{ record[config['k']] }}",
      "{{ record.items() }}",
      "{{ record.get(config['k']) }}",
      "{{ record['a'] if config['b'] in record }}",
      "{{ 'a' in record == true }}",
      "{{ 'a' == record }}",
      "{{ record in 'a' }}",
      "{% for k in record %}{{ k }}{% endfor %}",
      "{% set x = record %}{{ x.a }}",
      "{{ f(record) }}",
      "{{ f(x=record) }}",
      "{{ record[0] }}",
      "{{ record['a':] }}",
      "{{ record.get('a', record) }}",
      "{{ broken",
    }) do
      t.equal(read(text), "all", text)
    end
  end,
}
