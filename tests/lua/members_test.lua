local members = require("runtime.interpolation.members")

local function read(text)
  local found = {}
  if not members(text, "record", found) then
    return "all"
  end
  local names = {}
  for name in pairs(found) do
    names[#names + 1] = name
  end
  table.sort(names)
  return table.concat(names, " ")
end

return {
  ["members that are read by name"] = function(t)
    t.equal(read("{{ record['a'] == record.b.c and record['d']['e'] >= 3 }}"), "a b d")
    t.equal(read("{{ record.get('a', record['b']) }} {% if record.c %}x{% endif %}"), "a b c")
    t.equal(read("{{ 'a' in record and 'b' not in record and not record.c }}"), "a b c")
    t.equal(read("{{ config['record'] }} plain"), "")
    t.equal(read("plain"), "")
    t.equal(read("{{ (record.a or {})['record'] | length }}"), "a")
    t.equal(read(5), "")
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
