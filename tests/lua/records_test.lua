local json = require("host.json")
local records = require("host.records")

--- The records of a page as texts, one a line; or why there are none.
local function texts(body, path)
  local found, message = records.open(body, path)
  if not found then
    return found == false and "other" or message
  end
  local list = {}
  for index = 1, #found do
    list[index] = found:text(index)
  end
  return table.concat(list, "\n")
end

return {
  ["a reader opens page after page, which do not know each other"] = function(t)
    local function pages()
      local reader = records.reader({ "d" }, { "a", "b" }, { 2 })
      t.equal(reader:open('{"d":[1]}'), false)
      t.equal(reader:open('{"d":'), nil)
      return reader:open('{"d":[{"a":1,"b":null},{"b":[{"c":1}]}]}'),
        reader:open('{"d":{"b":2,"a":{"x":1}}}')
    end
    local first, second = pages()
    collectgarbage()
    t.equal(#first, 2)
    t.equal(#second, 1)
    t.equal(first:decode(1).a, 1)
    t.equal(second:decode(1).a.x, 1)
    t.equal(first:value(2).b[1].c, 1)
    t.equal(second:text(1), '{"b":2,"a":{"x":1}}')
    first:close()
    t.equal(second:text(1), '{"b":2,"a":{"x":1}}')
    t.equal(second:decode(1).b, 2)
  end,
  ["a reader is made of lists of names"] = function(t)
    t.raises(records.reader, { 1 })
    t.raises(records.reader, {}, { true })
    t.raises(records.reader, {}, { "a" }, { 2 })
    local long = {}
    for index = 1, 17 do
      long[index] = "a"
    end
    t.raises(records.reader, long)
    long[17] = nil
    t.equal(#records.reader(long):open("[]"), 0)
    t.raises(records.reader({}).open, records.reader({}), 1)
  end,
  ["records are the elements of a list, or one object"] = function(t)
    t.equal(texts('[{"a":1},{"b":[2]}]'), '{"a":1}\n{"b":[2]}')
    t.equal(texts('{"a":1}'), '{"a":1}')
    t.equal(texts('{"d":{"r":[{"a":1}]},"x":1}', { "d", "r" }), '{"a":1}')
    t.equal(texts('{"d":{"a":1}}', { "d" }), '{"a":1}')
    t.equal(texts('[{"d":[{"a":1}]},{"d":[{"a":2}]},{}]', { "d" }), '{"a":1}\n{"a":2}')
    t.equal(texts('[[{"a":1}],[]]'), '{"a":1}')
    t.equal(texts("[{},{}]", {}), "")
    t.equal(texts('{"d":[{},{}]}', { "d" }), "{}\n{}")
  end,
  ["nothing, null and what is empty are no records"] = function(t)
    for _, value in ipairs({ "null", "false", "0", "0.0", "-0", '""', "{}", "[]" }) do
      t.equal(texts('{"d":' .. value .. "}", { "d" }), "", value)
    end
    t.equal(texts("{}", { "d" }), "")
    t.equal(texts("[]", { "d" }), "")
    t.equal(texts('{"d":1}', { "d", "e" }), "")
    t.equal(texts('{"e":[{"a":1}]}', { "d" }), "")
  end,
  ["what needs values is told"] = function(t)
    t.equal(texts("[1]"), "other")
    t.equal(texts('{"d":[null]}', { "d" }), "other")
    t.equal(texts('{"d":"x"}', { "d" }), "other")
    t.equal(texts('{"d":[{"e":1}]}', { "d", "e" }), "other")
    t.equal(texts('{"d":[{}]}', { "?" }), "other")
    t.equal(texts('{"\\u0064":[{}]}', { "d" }), "other")
    t.equal(texts('{"d":[{}],"d":[]}', { "d" }), "other")
    t.equal(texts('[{"a":1,"a":null}]'), "other")
  end,
  ["a star leads to all members, each of which is a record"] = function(t)
    t.equal(texts('{"d":{"x":{"a":1},"y":{"a":2,"b":null}}}', { "d", "*" }), '{"a":1}\n{"a":2}')
    t.equal(texts('{"d":[{"a":1},{}]}', { "d", "*" }), '{"a":1}\n{}')
    t.equal(texts('{"d":[{"n":{"a":1}},{"m":0},3,{"n":{"a":2}}]}', { "d", "*", "n" }),
      '{"a":1}\n{"a":2}')
    t.equal(texts('[{"x":{"a":1}},[{"a":2}],{}]', { "*" }), '{"a":1}\n{"a":2}')
    t.equal(texts('{"d":null}', { "d", "*" }), "")
    t.equal(texts('{"d":{"x":{"a":1},"y":[]}}', { "d", "*" }), "other")
    t.equal(texts('{"d":[{"n":1}]}', { "d", "*", "n" }), "other")
    t.equal(texts('{"d":{"x":{"a":1},"x":{"a":2}}}', { "d", "*" }), "other")
    t.equal(texts('{"d":{"\\u0078":{"a":1}}}', { "d", "*" }), "other")
    t.equal(texts('{"d":{"x":{"a":1},"y":[}}', { "d", "*" }), "1:24: a value is expected")
    local page = records.open('{"d":[{"a":1},{"a":2}],"next":"p"}', { "d", "*" }, { "a" })
    t.equal(page:body({ next = true }).next, "p")
    t.equal(page:decode(2).a, 2)
  end,
  ["a path with stars leads where it does among values"] = function(t)
    local documents = {
      '{"d":{"x":{"n":{"a":1}},"y":{"n":{"a":2},"m":{}}}}', '{"d":[{"n":{"a":1}},{"n":{}}]}',
      '{"d":{"x":[{"n":{"a":3}}],"n":{"n":{}}},"e":{"n":{}}}', '{"d":{"":{"n":{"a":1}}},"f":null}',
      "{}", '{"d":[[{"n":{"a":1}}],[],[{}]]}', '{"*":{"x":{"a":1}}}',
    }
    local paths = {
      { "*" }, { "d", "*" }, { "d", "*", "n" }, { "*", "*" }, { "*", "n" }, { "*", "*", "n" },
      { "d", "*", "*" }, { "d", "*", "*", "n" }, { "*", "*", "*", "*" },
    }
    local read = 0
    for _, document in ipairs(documents) do
      for _, path in ipairs(paths) do
        local found = texts(document, path)
        if found ~= "other" then
          local wanted = require("runtime.values.dpath").values(json.decode(document), path)
          for index, value in ipairs(wanted) do
            wanted[index] = json.encode(value)
          end
          t.equal(found, table.concat(wanted, "\n"), document .. " " .. table.concat(path, "."))
          read = read + 1
        end
      end
    end
    t.truthy(read > 30, read)
  end,
  ["null members at the top are left out, wherever they stand"] = function(t)
    local cases = {
      ['{"a":null}'] = "{}",
      ['{"a":null,"b":1}'] = '{"b":1}',
      ['{"b":1,"a":null}'] = '{"b":1}',
      ['{"a":null,"b":null,"c":1}'] = '{"c":1}',
      ['{"c":1,"a":null,"b":null}'] = '{"c":1}',
      ['{"c":1,"a":null,"d":{"x":null},"b":null,"e":[null]}'] = '{"c":1,"d":{"x":null},"e":[null]}',
      ['{ "a" : null , "b" : 1 }'] = '{"b" : 1}',
      ['{"a":null , "b":[1 , null] ,"c":null, "d":{} , "e":null }'] = '{"b":[1 , null],"d":{}}',
      ['{"n":null,"a":1.10,"x":"\\u00e9","m":null,"i":123456789012345678901}'] =
        '{"a":1.10,"x":"\\u00e9","i":123456789012345678901}',
    }
    for text, wanted in pairs(cases) do
      t.equal(texts("[" .. text .. "]"), wanted)
      local found = records.open(text)
      local kept = json.new_object()
      for key, value in pairs(found:value(1)) do
        if value ~= json.null then
          kept[key] = value
        end
      end
      t.truthy(json.equal(json.decode(found:text(1)), kept), text)
    end
  end,
  ["records that are laid out on lines are written on one"] = function(t)
    t.equal(texts('[{"a": 1},\n{"b":\n[2, "x  y"]},\r\n {\r"c":3,"d":null}]'),
      '{"a": 1}\n{"b":[2,"x  y"]}\n{"c":3}')
  end,
  ["a page that is cut or wrong is refused with its place"] = function(t)
    local body = '{"d":[{"a":1,"b":null},\n{"a":"x\\n"}],"e":true}'
    for len = 0, #body - 1 do
      t.match(texts(body:sub(1, len), { "d" }), "^%d:%d+: ")
    end
    t.equal(texts(body .. "x", { "d" }), "2:23: text after the value")
    t.equal(texts('{"d":[{"a":"\xff"}]}', { "d" }), "1:13: the text is not UTF-8")
  end,
  ["values and parts of records"] = function(t)
    local found = records.open('[{"a":1,"b":{"c":[1,2]},"d\\n":"x"},{"b":null,"e":5}]')
    t.equal(#found, 2)
    t.equal(found:count(), 2)
    t.equal(json.encode(found:value(1)), '{"a":1,"b":{"c":[1,2]},"d\\n":"x"}')
    t.raises(found.value, found, 3)
    t.raises(found.value, found, 0)
  end,
  ["the members asked for"] = function(t)
    local names = { "e", "b", "x" }
    local body = '[{"a":1,"b":{"c":[1,2]},"\\u0065":"x"},{"b":null,"e":5}]'
    local found = records.open(body, {}, names)
    t.equal(json.encode(found:decode(1)), '{"e":"x","b":{"c":[1,2]}}')
    t.equal(json.encode(found:decode(2)), '{"e":5,"b":null}')
    local part = found:decode(2)
    part.x = 1
    json.remove(part, "e")
    part.y = 2
    t.equal(json.encode(part), '{"b":null,"x":1,"y":2}')
    t.equal(json.encode(found:decode(2)), '{"e":5,"b":null}')
    t.equal(json.encode(found:decode(2, 2, 3)), '{"b":null}')
    local again = json.new_object()
    t.equal(found:decode(2, 1, 1, again).e, 5)
    t.equal(found:decode(1, 1, 3, again), again)
    t.equal(again.e, "x")
    found = records.open('[{"e":1},{"z":1}]', {}, names)
    t.equal(found:decode(1, 1, 1, again).e, 1)
    t.equal(found:decode(2, 1, 1, again).e, nil)
    t.raises(found.decode, found, 1, 0)
    t.raises(found.decode, found, 1, 1, 4)
    t.raises(records.open, "[]", {}, names, { 4 })
  end,
  ["a page that is closed has no records"] = function(t)
    local found = records.open('[{"a":1}]')
    found:close()
    t.equal(#found, 0)
    t.raises(found.value, found, 1)
    t.equal(found:write_all("", ""), true)
    found:close()
    t.raises(records.open, 1)
  end,
  ["members of the body"] = function(t)
    local found = records.open('{"next":{"a":1},"d":[{"x":1}],"n":null,"z":2}', { "d" })
    local names = { z = true, next = true, n = { a = true }, q = true }
    t.equal(json.encode(found:body(names)), '{"next":{"a":1},"n":null,"z":2}')
    names = { next = { b = true }, d = { x = true } }
    t.equal(json.encode(found:body(names)), '{"next":{},"d":[]}')
    t.equal(json.encode(found:body({ d = true })), '{"d":[{"x":1}]}')
    t.equal(records.open("[]", {}):body({ a = true }), nil)
    t.equal(records.open('{"a":1}', {}):body({ a = true }), nil)
    local many = {}
    for index = 1, 40 do
      many[index] = ('"k%d":1'):format(index)
    end
    t.equal(records.open("{" .. table.concat(many, ",") .. "}", { "d" }):body({ k1 = true }), nil)
  end,
  ["members that come twice: the last counts"] = function(t)
    local found = records.open('[{"a":1,"b":0,"a":2}]', {}, { "a" })
    t.equal(found:decode(1).a, 2)
    t.equal(found:value(1).a, 2)
  end,
}
