local json = require("host.json")
local value = require("util.value")

return {
  ["the hash does not see order or the spelling of numbers"] = function(t)
    t.equal(value.sha256(json.decode('{"a":1,"b":2.0}')),
      value.sha256(json.decode('{"b":2,"a":1}')))
    t.truthy(value.sha256(json.decode('{"a":1}')) ~= value.sha256(json.decode('{"a":"1"}')))
    t.truthy(value.sha256(json.decode("{}")) ~= value.sha256(json.decode("{}"), "return {}"))
  end,
}
