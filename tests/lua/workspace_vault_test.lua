--- Secrets of configurations: which fields they are, and that they come back.
local json = require("host.json")
local vault = require("workspace.vault")

local SPEC = json.decode([[{"type":"object","properties":{
  "base":{"type":"string"},
  "code":{"type":"string","airbyte_secret":true},
  "login":{"oneOf":[
    {"properties":{"kind":{"const":"a"},"pin":{"type":"integer","airbyte_secret":true}}},
    {"properties":{"kind":{"const":"b"},"certificate":{"type":"object","airbyte_secret":true}}}]},
  "shops":{"type":"array","items":{"properties":{"name":{},"word":{"airbyte_secret":true}}}},
  "words":{"type":"array","items":{"type":"string","airbyte_secret":true}},
  "more":{"type":"object","additionalProperties":{"type":"string","airbyte_secret":true}}}}]])

local CONFIG = [[{"base":"https://x","code":"c1",]]
  .. [["login":{"kind":"a","pin":1234,"certificate":{"k":"v"}},]]
  .. [["shops":[{"name":"n","word":"w1"},{"name":"m","word":"w2"}],"words":["x1","x2"],]]
  .. [["more":{"anything":"y1"},"password":"p1","empty":"","api_key":null}]]

local MASKED = [[{"base":"https://x","code":"**********","login":{"kind":"a","pin":"**********",]]
  .. [["certificate":"**********"},"shops":[{"name":"n","word":"**********"},]]
  .. [[{"name":"m","word":"**********"}],"words":["**********","**********"],]]
  .. [["more":{"anything":"**********"},"password":"**********","empty":"","api_key":null}]]

return {
  ["secrets are found at any depth, and joined again"] = function(t)
    local masked, taken = vault.split(json.decode(CONFIG), SPEC)
    t.equal(json.encode(masked), MASKED)
    t.equal(json.encode(vault.join(masked, taken)), CONFIG)
    t.equal(vault.masked(taken), nil)
    t.equal(vault.masked(select(2, vault.split(masked, SPEC))), "code")
  end,
  ["a marked mapping or list is taken whole"] = function(t)
    local spec = json.decode([[{"properties":{"all":{"airbyte_secret":true}}}]])
    local masked, taken = vault.split(json.decode([[{"all":{"a":1}}]]), spec)
    t.equal(json.encode(masked), [[{"all":"**********"}]])
    t.equal(#taken, 1)
  end,
}
