local fs = require("host.fs")
local json = require("host.json")
local scan = require("workspace.secret_scan")

local SPEC = [[{"spec": {"connection_specification": {"properties": {
  "login": {"type": "string", "airbyte_secret": true},
  "start": {"type": "string"},
  "auth": {"oneOf": [{"properties": {"code": {"airbyte_secret": true}}}]}}}}}]]

local function values(config, other)
  local folder = fs.temp_directory("scan")
  fs.mkdir(folder .. "/secrets")
  fs.write(folder .. "/secrets/config.json", config)
  if other then
    fs.write(folder .. "/.env", other)
  end
  local found = scan.values(folder, json.decode(SPEC))
  fs.remove_tree(folder)
  table.sort(found)
  return table.concat(found, " ")
end

local function hits(manifest, secrets)
  local found = {}
  local payload = { name = "A", manifest = json.decode(manifest) }
  for i, hit in ipairs(scan.scan(payload, secrets or {})) do
    found[i] = hit.path
  end
  return table.concat(found, " ")
end

return {
  ["secrets are what the spec marks and what names say"] = function(t)
    local config = [[{"login": "marked-1", "start": "2024-01-01", "auth": {"code": "inner-22"},
      "api_key": "named-333", "password": "short"}]]
    t.equal(values(config), "inner-22 marked-1 named-333")
    t.equal(values("{}", "API_TOKEN='from-env'\nSTART=2024-01-01\n"), "from-env")
  end,
  ["a secret is found in each of its spellings"] = function(t)
    local secrets = { "s3cr3t/value" }
    t.equal(hits('{"a": ["x", "Bearer s3cr3t/value"]}', secrets), "manifest.a[1]")
    t.equal(hits('{"u": "https://x?k=s3cr3t%2Fvalue"}', secrets), "manifest.u")
    t.equal(hits('{"b": "czNjcjN0L3ZhbHVl"}', secrets), "manifest.b")
    t.equal(hits('{"s3cr3t/value": 1}', secrets), "manifest")
    t.equal(hits('{"a": "{{ config[\'api_key\'] }}"}', secrets), "")
  end,
  ["credentials are known by their shape"] = function(t)
    local fake = ("a1B2"):rep(9)
    t.equal(hits('{"a": "ghp_' .. fake .. '"}'), "manifest.a")
    t.equal(hits('{"a": "AKIA' .. ("Q7"):rep(8) .. '"}'), "manifest.a")
    t.equal(hits('{"a": "-----BEGIN RSA PRIVATE KEY-----\\nabc"}'), "manifest.a")
    t.equal(hits('{"a": "https://user:' .. fake .. '@example.com"}'), "manifest.a")
    t.equal(hits('{"a": "AKIAIOSFODNN7EXAMPLE"}'), "")
    t.equal(hits('{"a": "https://example.com/{{ config.a }}:80/x@y"}'), "")
  end,
  ["what is shown has no secret in it, and what it was made from stays"] = function(t)
    local item = json.decode('{"a":["Bearer s3cr3t/value!",{"u":"k=s3cr3t%2Fvalue"}],'
      .. '"b":1234567,"c":12}')
    local whole = json.encode(item)
    t.equal(json.encode(scan.without(item, { "s3cr3t/value", "1234567" })),
      '{"a":["Bearer ****!",{"u":"k=****"}],"b":"****","c":12}')
    t.equal(json.encode(item), whole)
    t.equal(scan.without("s3cr3t/value", { "s3cr3t/value" }), "****")
    t.equal(scan.without(nil, { "s3cr3t/value" }), nil)
    t.equal(scan.without(json.null, { "s3cr3t/value" }), json.null)
  end,
  ["a secret is shown by its beginning only"] = function(t)
    t.equal(scan.masked("abcdefghijkl"), "abcd… (12 characters)")
    t.equal(scan.masked("abcdef"), "ab… (6 characters)")
  end,
}
