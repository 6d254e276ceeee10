local json = require("host.json")
local difference = require("workspace.difference")
local merge = require("workspace.merge")

local function shown(from, to)
  local lines = {}
  for i, one in ipairs(difference.list(json.decode(from), json.decode(to), "manifest")) do
    lines[i] = one.op .. " " .. one.path
  end
  return table.concat(lines, "; ")
end

local function merged(base, here, there)
  local conflicts = {}
  local result = merge(json.decode(base), json.decode(here), json.decode(there), "m", conflicts)
  return json.encode(result), table.concat(conflicts, " ")
end

return {
  ["equal values have no differences, in whatever order"] = function(t)
    t.equal(shown('{"a":1,"b":[1.0]}', '{"b":[1],"a":1.0}'), "")
  end,
  ["each difference has its path"] = function(t)
    t.equal(shown('{"a":{"b":1},"c":2}', '{"a":{"b":2},"d":3}'),
      "replace manifest.a.b; remove manifest.c; add manifest.d")
  end,
  ["a null and a missing key differ"] = function(t)
    t.equal(shown('{"a":null}', "{}"), "remove manifest.a")
  end,
  ["items of a list keep together by name"] = function(t)
    t.equal(shown('[{"name":"a","x":1},{"name":"b"}]', '[{"name":"b"}]'), "remove manifest[0]")
    t.equal(shown('[{"name":"b"}]', '[{"name":"a"},{"name":"b","y":1}]'),
      "add manifest[0]; add manifest[1].y")
  end,
  ["a key that is no word is quoted"] = function(t)
    t.equal(shown('{"a.b":1}', "{}"), 'remove manifest["a.b"]')
  end,
  ["changes of both sides come together"] = function(t)
    t.equal({ merged('{"a":1,"b":1}', '{"a":2,"b":1}', '{"a":1,"b":3}') }, { '{"a":2,"b":3}', "" })
    t.equal({ merged('{"l":[1,2]}', '{"l":[5,2]}', '{"l":[1,6]}') }, { '{"l":[5,6]}', "" })
    t.equal({ merged('{"a":1}', "{}", '{"a":1,"b":2}') }, { '{"b":2}', "" })
  end,
  ["two changes of one place are a conflict, and the file stays"] = function(t)
    t.equal({ merged('{"a":1}', '{"a":2}', '{"a":3}') }, { '{"a":2}', "m.a" })
    t.equal({ merged('{"a":{"b":1}}', "{}", '{"a":{"b":2}}') }, { "{}", "m.a" })
  end,
}
