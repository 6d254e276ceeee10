local json = require("host.json")

local function keys(object)
  local list = {}
  for key in pairs(object) do
    list[#list + 1] = key
  end
  return table.concat(list, " ")
end

local function same(t, text, options)
  local value, message = json.decode(text)
  t.equal(message, nil)
  t.equal(json.encode(value, options), text)
end

return {
  ["a value comes back as the same text"] = function(t)
    same(t, '{"b":1,"a":[true,false,null,"x",{}],"c":{"z":{},"y":[]}}')
    same(t, "123456789012345678901234567890")
    same(t, "-9223372036854775808")
    same(t, "[1.0,0.1,1e22,1.5e-7,-0.0,5e-324,1.7976931348623157e308]")
    same(t, '"\\u0000 \\"\\\\ \\n é 😀 \\ud800"')
  end,
  ["a clone has the members of an object, and changes apart from it"] = function(t)
    local made = json.new_object({ { "z", 1 }, { "a", 2 } })
    local changed = json.decode('{"z":1,"x":0,"a":2}')
    changed.b = 3
    json.remove(changed, "x")
    for _, object in ipairs({ json.decode('{"z":1,"a":{"b":2}}'), made, changed,
      (require("host.yaml").decode("z: 1\na: 2\n")), { a = 1, z = 2 }, json.new_object() }) do
      local before, clone = json.encode(object), json.clone(object)
      t.equal(json.encode(clone), before)
      t.equal(rawequal(clone.a, object.a), true)
      clone.m = 5
      clone.a = nil
      json.remove(clone, "z")
      t.equal(json.encode(clone), clone.b and '{"b":3,"m":5}' or '{"m":5}')
      clone.z = 6
      t.equal(keys(clone), clone.b and "b m z" or "m z")
      t.equal(json.encode(object), before)
    end
  end,
  ["an object keeps the order of its members"] = function(t)
    local object = json.decode('{"z":1,"a":2,"m":3}')
    t.equal(keys(object), "z a m")
    object.b = 4
    object.a = 5
    t.equal(keys(object), "z a m b")
    json.remove(object, "a")
    t.equal(keys(object), "z m b")
    object.a = 6
    object.z = nil
    object.z = 7
    t.equal(keys(object), "m b a z")
    t.equal(#object, 4)
    t.equal(json.size(object), 4)
  end,
  ["objects that share a list of keys are changed apart"] = function(t)
    local list = json.decode('[{"a":1,"b":2},{"a":3,"b":4},{"a":5},{"a":6,"c":7}]')
    list[1].c = 9
    json.remove(list[2], "a")
    t.equal(json.encode(list), '[{"a":1,"b":2,"c":9},{"b":4},{"a":5},{"a":6,"c":7}]')
  end,
  ["the last of two members with one key wins, in the place of the first"] = function(t)
    t.equal(json.encode(json.decode('{"a":1,"b":2,"a":3}')), '{"a":3,"b":2}')
  end,
  ["integers are exact and floats are floats"] = function(t)
    t.equal(math.type(json.decode("9223372036854775807")), "integer")
    t.equal(math.type(json.decode("1.0")), "float")
    t.equal(math.type(json.decode("1e2")), "float")
    local big = json.decode("9223372036854775808")
    t.equal(json.is_bignum(big), true)
    t.equal(tostring(big), "9223372036854775808")
    t.equal(big == json.new_integer("9223372036854775808"), true)
    t.equal(json.new_integer("007"), 7)
    t.equal(json.new_integer("-12"), -12)
  end,
  ["plain tables are arrays or objects with sorted keys"] = function(t)
    t.equal(json.encode({ 1, 2 }), "[1,2]")
    t.equal(json.encode({ b = 1, a = 2 }), '{"a":2,"b":1}')
    t.equal(json.encode({}), "{}")
    t.equal(json.encode(json.new_array()), "[]")
  end,
  ["what is no JSON value raises"] = function(t)
    local loop = json.new_array()
    loop[1] = loop
    t.equal(pcall(json.encode, loop), false)
    t.equal(pcall(json.encode, keys), false)
    local object = json.new_object()
    t.equal(pcall(function()
      object[1] = 2
    end), false)
  end,
  ["values are compared as JSON"] = function(t)
    local function equal(a, b)
      return json.equal(json.decode(a), json.decode(b))
    end
    t.equal(equal('{"a":1,"b":[2]}', '{"b":[2],"a":1}'), true)
    t.equal(equal("1", "1.0"), false)
    t.equal(equal("[]", "{}"), false)
    t.equal(equal('{"a":null}', "{}"), false)
    t.equal(equal("18446744073709551616", "18446744073709551616"), true)
  end,
  ["a copy shares nothing"] = function(t)
    local value = json.decode('{"a":{"b":[1]},"c":null}')
    local copy = json.copy(value)
    copy.a.b[1] = 2
    copy.d = 1
    t.equal(json.encode(value), '{"a":{"b":[1]},"c":null}')
    t.equal(json.encode(copy), '{"a":{"b":[2]},"c":null,"d":1}')
  end,
  ["many removals and additions keep the list short"] = function(t)
    local object = json.new_object({ { "first", 1 } })
    for i = 1, 1000 do
      object["k" .. i] = i
      json.remove(object, "k" .. i)
    end
    object.last = 2
    t.equal(json.encode(object), '{"first":1,"last":2}')
  end,
  ["null has a name"] = function(t)
    t.equal(tostring(json.null), "null")
    t.equal(json.decode("null") == json.null, true)
  end,
  ["objects built alike keep their own order when one changes"] = function(t)
    local function built()
      return json.new_object({ { "b", 1 }, { "a", 2 }, { "c", 3 } })
    end
    local first, second, third = built(), built(), built()
    first.b = nil
    first.b = 4
    json.remove(second, "a")
    second.d = 5
    third.d = 6
    t.equal(json.encode(first), '{"a":2,"c":3,"b":4}')
    t.equal(json.encode(second), '{"b":1,"c":3,"d":5}')
    t.equal(json.encode(third), '{"b":1,"a":2,"c":3,"d":6}')
    t.equal(json.encode(built()), '{"b":1,"a":2,"c":3}')
  end,
  ["an object of many members keeps their order"] = function(t)
    local object, wanted = json.new_object(), {}
    for index = 1, 40 do
      object["k" .. index] = index
      wanted[index] = ('"k%d":%d'):format(index, index)
    end
    t.equal(json.encode(object), "{" .. table.concat(wanted, ",") .. "}")
  end,
  ["keys that are data keep their order too"] = function(t)
    for index = 1, 3000 do
      local object = json.new_object()
      object["x" .. index] = 1
      object.y = 2
      t.equal(json.keys(object)[1], "x" .. index)
      t.equal(json.keys(object)[2], "y")
    end
  end,
  ["a literal is a copy of what Python's text holds exactly"] = function(t)
    local value = json.decode('{"a":[1,2.5,"x",null,true,{"b":{}}],"c":[]}')
    local copy = json.literal(value)
    t.equal(json.encode(copy), json.encode(value))
    copy.a[6].b.new = 1
    t.equal(json.encode(value.a[6]), '{"b":{}}')
    t.equal(json.literal("text"), "text")
    t.equal(json.literal(json.null), json.null)
    t.equal(json.literal(json.decode("[1e999]")), nil)
    t.equal(json.literal(json.decode("[12345678901234567890]")), nil)
    t.equal(json.literal({ 1 }), nil)
    t.equal(json.literal(json.new_array({ t.equal })), nil)
    local cyclic = json.new_array()
    cyclic[1] = cyclic
    t.equal(json.literal(cyclic), nil)
  end,
  ["an object takes the members of another"] = function(t)
    for _, text in ipairs({ '{}', '{"z":1}', '{"a":9,"c":{"d":[1]},"b":null}' }) do
      local object, other = json.decode('{"a":1,"b":2}'), json.decode(text)
      json.replace(object, other)
      t.equal(json.encode(object), text)
      t.equal(json.encode(other), "{}")
      object.new = 1
      other.q = 2
      t.equal(json.keys(object)[json.size(object)], "new")
      t.equal(json.encode(other), '{"q":2}')
    end
    local itself = json.decode('{"a":1}')
    json.replace(itself, itself)
    t.equal(json.encode(itself), '{"a":1}')
    t.raises(json.replace, itself, {})
    t.raises(json.replace, json.new_array(), itself)
  end,
  ["what contains itself has no copy and no equal"] = function(t)
    for _, made in ipairs({ json.new_array, json.new_object }) do
      local a, b = made(), made()
      local key = made == json.new_array and 1 or "k"
      a[key], b[key] = a, b
      t.match(t.raises(json.copy, a), "nested too deep, or contains itself")
      t.match(t.raises(json.equal, a, b), "nested too deep, or contains itself")
      t.equal(json.equal(a, a), true)
    end
    local deep = json.decode(("["):rep(1024) .. ("]"):rep(1024), { max_depth = 1024 })
    t.equal(json.equal(json.copy(deep), deep), true)
  end,
  ["an object is flattened, and changed afterwards"] = function(t)
    local object = json.decode('{"b":{"a":2,"c\\u0000d":[3,4]},"a":1,"o":{},'
      .. '"e":12345678901234567890}')
    t.equal(json.flatten(object, true), true)
    t.equal(json.encode(object), '{"e":12345678901234567890,"a":1,"c\\u0000d.1":4,'
      .. '"c\\u0000d.0":3,"b.a":2}')
    object.n = 4
    json.remove(object, "a")
    object.a = 5
    t.equal(table.concat(json.keys(object), " "), "e c\0d.1 c\0d.0 b.a n a")
    local empty = json.decode('{"a":{"b":{}}}')
    t.equal(json.flatten(empty), true)
    t.equal(json.encode(empty), "{}")
    empty.k = 1
    t.equal(json.encode(empty), '{"k":1}')
    empty.k = empty
    t.equal(json.flatten(empty), false)
    t.equal(rawequal(empty.k, empty), true)
    t.raises(json.flatten, json.new_array())
  end,
  ["sorted keys are in the order of their bytes, however the object came about"] = function(t)
    local function sorted(value)
      return json.encode(value, { sort_keys = true })
    end
    t.equal(sorted(json.new_object()), "{}")
    t.equal(sorted(json.new_object({ { "a", 1 }, { "b", 2 } })), '{"a":1,"b":2}')
    t.equal(sorted(json.new_object({ { "b", 1 }, { "a", 2 } })), '{"a":2,"b":1}')
    t.equal(sorted(json.decode('{"ab":1,"a":2,"B":3,"":4,"a\\u0000":5}')),
      '{"":4,"B":3,"a":2,"a\\u0000":5,"ab":1}')
    t.equal(sorted({ b = 1, a = {} }), '{"a":{},"b":1}')
    local object = json.new_object({ { "c", 1 }, { "a", 2 }, { "b", 3 } })
    json.remove(object, "c")
    t.equal(sorted(object), '{"a":2,"b":3}')
    object.c = 4
    t.equal(sorted(object), '{"a":2,"b":3,"c":4}')
    json.remove(object, "a")
    json.remove(object, "b")
    json.remove(object, "c")
    t.equal(sorted(object), "{}")
    t.equal(pcall(sorted, { [true] = 2, a = 3 }), false)
  end,
  ["objects with the same first members keep their own order"] = function(t)
    local made = {}
    for index, names in ipairs({ "abc", "abd", "acb", "ab", "abc", "aab", "bac" }) do
      local object = json.new_object()
      for key in names:gmatch(".") do
        object[key] = index
      end
      made[index] = json.encode(object):gsub("[^a-d]", "")
    end
    t.equal(table.concat(made, " "), "abc abd acb ab abc ab bac")
  end,
  ["weights count what a walk meets, and tell where references are"] = function(t)
    local value = json.decode('{"a":{"b":[1,2]},"c":["#/a"],"d":{"$ref":0},"#/":"#"}')
    value.e = value.a
    local weights = json.weights(value)
    t.equal({ weights[value.a], weights[value.a.b] }, { 4, 3 })
    t.equal({ weights[value], weights[value.c], weights[value.d] }, { 0, 0, 0 })
    value.c, value.d = nil, nil
    t.equal(json.weights(value)[value], 10)
    value.a.b[1] = value
    t.equal(json.weights(value)[value], 0)
    t.equal(next(json.weights(1)), nil)
  end,
}
