--- Searches what would be sent for credentials: the secret values that lie in secrets/ in
--- any of their usual spellings, and texts of the shape of a known kind of credential.
local fs = require("host.fs")
local hash = require("host.hash")
local json = require("host.json")

local secret_scan = {}

local SHORTEST = 6

local NAMES = { "password", "passwd", "secret", "token", "apikey", "accesskey", "privatekey",
  "credential", "passphrase", "bearer", "authorization", "signingkey", "connectionstring" }

-- {what, pattern}: the prefixes and lengths that the issuers document.
local SHAPES = {
  { "an AWS access key", "%f[%w]A[KS]IA[%u%d]" .. ("[%u%d]"):rep(15) .. "%f[%W]" },
  { "a GitHub token", "%f[%w]gh[pousr]_" .. ("%w"):rep(36) },
  { "a GitHub token", "%f[%w]github_pat_%w" .. ("[%w_]"):rep(21) },
  { "a GitLab token", "%f[%w]glpat%-" .. ("[%w_-]"):rep(20) },
  { "a Slack token", "%f[%w]xox[abeoprs]%-%w[%w-]+%-%w[%w-]+" },
  { "a Slack webhook", "hooks%.slack%.com/services/T%w+/B%w+/%w+" },
  { "a Stripe key", "%f[%w][sr]k_live_" .. ("%w"):rep(16) },
  { "an API key of an AI service", "%f[%w]sk%-ant%-[%w_-]+%-?" .. ("[%w_-]"):rep(20) },
  { "an API key of an AI service", "%f[%w]sk%-proj%-" .. ("[%w_-]"):rep(20) },
  { "a Google API key", "%f[%w]AIza" .. ("[%w_-]"):rep(35) },
  { "a Google access token", "%f[%w]ya29%." .. ("[%w_-]"):rep(20) },
  { "a private key", "%-%-%-%-%-BEGIN [%u%d ]*PRIVATE KEY%-%-%-%-%-" },
  { "a JSON web token", "%f[%w]eyJ[%w_-]+%.eyJ[%w_-]+%.[%w_-]" .. ("[%w_-]"):rep(15) },
  { "a SendGrid key", "%f[%w]SG%." .. ("[%w_-]"):rep(16) .. "[%w_-]*%." .. ("[%w_-]"):rep(16) },
  { "an npm token", "%f[%w]npm_" .. ("%w"):rep(36) },
  { "a PyPI token", "%f[%w]pypi%-AgE[%w_-]" .. ("[%w_-]"):rep(20) },
  { "a DigitalOcean token", "%f[%w]do[opr]_v1_" .. ("%x"):rep(64) },
  { "a Hugging Face token", "%f[%w]hf_" .. ("%w"):rep(34) },
  { "a Shopify token", "%f[%w]shp[acs][at]_" .. ("%x"):rep(32) },
  { "a Square token", "%f[%w]sq0[a-z][a-z][a-z]%-" .. ("[%w_-]"):rep(22) },
  { "a password in an address", "%f[%w]%a[%w+.-]*://[^%s/:@{}]+:[^%s/:@{}$]+@" },
}

--- Does the name of a field say that it holds a secret?
---@param name any
---@return boolean
function secret_scan.says_secret(name)
  local plain = tostring(name):lower():gsub("[^%w]", "")
  for _, word in ipairs(NAMES) do
    if plain:find(word, 1, true) then
      return true
    end
  end
  return plain == "pwd" or plain == "key" or plain:find("key$") ~= nil
    and plain:find("^primary") == nil
end

local function add_value(found, item)
  if type(item) == "string" or math.type(item) == "integer" then
    local text = tostring(item)
    if #text >= SHORTEST then
      found[text] = true
    end
  end
end

-- What a schema says of a member: of a mapping by its key, of a list by its place.
local function part(node, key)
  if type(key) ~= "string" then
    return node.items
  end
  local own = json.is_object(node.properties) and node.properties[key]
  return own or node.additionalProperties
end

--- The schemas of a member, also through the alternatives of oneOf, anyOf and allOf.
---@param schemas table[] those of the mapping or list that it is in
---@param key string|integer
---@return table[]
function secret_scan.member(schemas, key)
  local found = {}
  local function look(node)
    if not json.is_object(node) then
      return
    end
    local own = part(node, key)
    if json.is_object(own) then
      found[#found + 1] = own
    end
    for _, word in ipairs({ "oneOf", "anyOf", "allOf" }) do
      for _, alternative in ipairs(json.is_array(node[word]) and node[word] or {}) do
        look(alternative)
      end
    end
  end
  for _, node in ipairs(schemas) do
    look(node)
  end
  return found
end

--- Does one of these schemas, or an alternative of it, mark a secret?
---@param schemas table[]
---@return boolean
function secret_scan.marked(schemas)
  for _, schema in ipairs(schemas) do
    if json.is_object(schema) then
      if schema.airbyte_secret == true then
        return true
      end
      for _, word in ipairs({ "oneOf", "anyOf", "allOf" }) do
        if json.is_array(schema[word]) and secret_scan.marked(schema[word]) then
          return true
        end
      end
    end
  end
  return false
end

local function collect(item, schemas, secret, found)
  if json.is_object(item) then
    for key, member in pairs(item) do
      local inner = secret_scan.member(schemas, key)
      local own = not (json.is_object(member) or json.is_array(member))
        and secret_scan.says_secret(key)
      collect(member, inner, secret or secret_scan.marked(inner) or own, found)
    end
  elseif json.is_array(item) then
    local inner = secret_scan.member(schemas, 1)
    for _, member in ipairs(item) do
      collect(member, inner, secret or secret_scan.marked(inner), found)
    end
  elseif secret then
    add_value(found, item)
  end
end

local function collect_variables(text, found)
  for name, item in text:gmatch("([%w_]+)%s*=%s*([^\r\n]*)") do
    if secret_scan.says_secret(name) then
      add_value(found, (item:gsub("^(['\"])(.*)%1%s*$", "%2")))
    end
  end
end

--- The secret values of a connector: what lies in secrets/ and in its .env files.
---@param folder string the connector's folder
---@param manifest table|nil
---@return string[] longest first
function secret_scan.values(folder, manifest)
  local spec = json.is_object(manifest) and json.is_object(manifest.spec) and manifest.spec or {}
  local schemas = { spec.connection_specification }
  local found = {}
  for _, name in ipairs(fs.list(folder .. "/secrets") or {}) do
    local text = fs.read(folder .. "/secrets/" .. name, 4 * 1024 * 1024) or ""
    local config = json.decode(text)
    if config ~= nil then
      collect(config, schemas, false, found)
    else
      collect_variables(text, found)
    end
  end
  for _, name in ipairs(fs.list(folder) or {}) do
    if name:find("^%.env") or name:find("%.env$") then
      collect_variables(fs.read(folder .. "/" .. name, 4 * 1024 * 1024) or "", found)
    end
  end
  local list = {}
  for text in pairs(found) do
    list[#list + 1] = text
  end
  table.sort(list, function(a, b)
    return #a > #b or (#a == #b and a < b)
  end)
  return list
end

local function url_encoded(text)
  return (text:gsub("[^%w._~-]", function(c)
    return ("%%%02X"):format(c:byte())
  end))
end

local function spellings(text)
  return { text, url_encoded(text), (hash.base64_encode(text):gsub("=+$", "")),
    json.encode(text):sub(2, -2) }
end

--- A secret as it may be shown.
---@param text string
---@return string
function secret_scan.masked(text)
  return ("%s… (%d characters)"):format(text:sub(1, #text >= 12 and 4 or 2), #text)
end

local function prepared(values)
  local secrets = {}
  for i, text in ipairs(values) do
    secrets[i] = { text = text, forms = spellings(text) }
  end
  return secrets
end

local function look(text, path, secrets, found)
  for _, secret in ipairs(secrets) do
    for _, form in ipairs(secret.forms) do
      if text:find(form, 1, true) then
        found[#found + 1] = { path = path, what = "a value of secrets/", value = secret.text }
        return
      end
    end
  end
  for _, shape in ipairs(SHAPES) do
    local hit = text:match(shape[2])
    if hit and not hit:find("EXAMPLE", 1, true) then
      found[#found + 1] = { path = path, what = shape[1], value = hit }
      return
    end
  end
end

local function walk(item, path, secrets, found)
  if json.is_object(item) then
    for key, member in pairs(item) do
      look(key, path, secrets, found)
      walk(member, path .. "." .. key, secrets, found)
    end
  elseif json.is_array(item) then
    for i, member in ipairs(item) do
      walk(member, ("%s[%d]"):format(path, i - 1), secrets, found)
    end
  elseif type(item) == "string" or math.type(item) == "integer" then
    look(tostring(item), path, secrets, found)
  end
end

--- What of a connector's payload looks like a credential.
---@param payload {name:string, manifest:any, components:string|nil}
---@param values string[] of values()
---@return {path:string, what:string, value:string}[]
function secret_scan.scan(payload, values)
  local secrets, found = prepared(values), {}
  look(payload.name, "name", secrets, found)
  walk(payload.manifest, "manifest", secrets, found)
  if payload.components then
    look(payload.components, "components", secrets, found)
  end
  return found
end

-- Covers the secrets in all texts and integers of what may be changed in place.
local function cover(item, patterns)
  if json.is_object(item) or json.is_array(item) then
    for key, member in pairs(item) do
      item[key] = cover(member, patterns)
    end
  elseif type(item) == "string" or math.type(item) == "integer" then
    local text = tostring(item)
    for _, pattern in ipairs(patterns) do
      text = text:gsub(pattern, "****")
    end
    return text ~= tostring(item) and text or item
  end
  return item
end

--- A value without the secrets in it.
---@param item any a JSON value
---@param values string[] of values()
---@return any item a copy
function secret_scan.without(item, values)
  local patterns = {}
  for _, secret in ipairs(prepared(values)) do
    for _, form in ipairs(secret.forms) do
      patterns[#patterns + 1] = form:gsub("%p", "%%%0")
    end
  end
  return cover(json.copy(item), patterns)
end

return secret_scan
