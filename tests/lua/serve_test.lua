local access = require("serve.access")
local app = require("serve.app")
local database = require("serve.database")
local fs = require("host.fs")
local json = require("host.json")
local log = require("serve.log")
local rate = require("serve.rate")
local secret = require("serve.secret")

local DEFINITIONS = "/v1/workspaces/acme/definitions/declarative_sources"

-- A request as host.server gives it; `reply` keeps the answer.
local function request(method, target, options)
  options = options or {}
  local headers = {}
  for name, value in pairs(options.headers or {}) do
    headers[name:lower()] = value
  end
  headers["content-type"] = headers["content-type"] or "application/json"
  headers.host = headers.host or "example.com"
  local self = {}
  for name, value in pairs({ method = method, target = target, peer = "127.0.0.1",
    body = options.body or "", trouble = options.trouble or false }) do
    self[name] = function()
      return value or nil
    end
  end
  function self.header(_, name)
    return headers[name:lower()]
  end
  function self.reply(_, status, list, body)
    self.answer = { status = status, body = body, text = body, value = json.decode(body) }
    for i = 1, #list, 2 do
      self.answer[list[i]] = list[i + 1]
    end
    return true
  end
  return self
end

-- Runs a test with a server's app over a fresh file; `send` makes one request with a token.
local function with_app(run)
  return function(t)
    local folder = fs.temp_directory("serve")
    local store = assert(database.open(folder .. "/serve.db", "acme"))
    local lines = {}
    local served = app.new({ database = store, max_body = 1000, log = log.new({
      write = function(line)
        lines[#lines + 1] = line
      end,
    }) })
    local tokens = {}
    for role in pairs(access.ROLES) do
      tokens[role] = access.issue(store, { workspace_id = "acme", role = role, name = role })
    end
    local function send(method, target, options)
      options = options or {}
      options.headers = options.headers or {}
      options.headers.Authorization = options.headers.Authorization
        or "Bearer " .. tokens[options.role or "editor"]
      if type(options.body) == "table" then
        options.body = json.encode(options.body)
      end
      local one = request(method, target, options)
      served:handle(one)
      return one.answer
    end
    local ok, message = pcall(run, t, { send = send, app = served, store = store, lines = lines,
      tokens = tokens, folder = folder })
    store:close()
    fs.remove_tree(folder)
    if not ok then
      error(message, 0)
    end
  end
end

local function create(s, name, headers)
  return s.send("POST", DEFINITIONS, { headers = headers,
    body = { name = name, manifest = { type = "DeclarativeSource" } } })
end

return {
  ["a definition is created, read, changed, and deleted"] = with_app(function(t, s)
    local made = create(s, "One")
    t.equal({ made.status, made.value.name, made.value.version }, { 200, "One", 1 })
    local path = DEFINITIONS .. "/" .. made.value.id
    t.equal(s.send("GET", path).text, made.text)
    local put = s.send("PUT", path, { body = { manifest = { type = "Other" } } })
    t.equal({ put.value.version, put.value.manifest.type }, { 2, "Other" })
    t.equal(s.send("DELETE", path).text, put.text)
    t.equal(s.send("GET", path).status, 404)
    t.equal(s.send("DELETE", path).status, 404)
  end),
  ["a PUT that changes nothing keeps the version"] = with_app(function(t, s)
    local path = DEFINITIONS .. "/" .. create(s, "One").value.id
    local same = s.send("PUT", path, { body = { manifest = { type = "DeclarativeSource" } } })
    t.equal({ same.status, same.value.version }, { 200, 1 })
    t.equal(#s.send("GET", path .. "/versions").value.data, 1)
  end),
  ["a name alone is a rename, and changes the tag but not the version"] = with_app(function(t, s)
    local made = create(s, "One")
    local path = DEFINITIONS .. "/" .. made.value.id
    local renamed = s.send("PUT", path, { body = { name = "Two" } })
    t.equal({ renamed.value.name, renamed.value.version }, { "Two", 1 })
    t.truthy(renamed.ETag ~= made.ETag)
    local late = s.send("PUT", path, { body = { name = "Three" },
      headers = { ["If-Match"] = made.ETag } })
    t.equal(late.status, 412)
  end),
  ["components stay when they are not spoken of, and go with null"] = with_app(function(t, s)
    local made = s.send("POST", DEFINITIONS, { body = { name = "One", manifest = { a = 1 },
      components = "return {}" } })
    local path = DEFINITIONS .. "/" .. made.value.id
    local put = s.send("PUT", path, { body = { manifest = { a = 2 } } })
    t.equal(put.value.components, "return {}")
    put = s.send("PUT", path, { body = { manifest = { a = 2 }, components = json.null } })
    t.equal({ put.value.components, put.value.version }, { nil, 3 })
  end),
  ["If-Match takes the tag and the bare version, and is not demanded"] = with_app(function(t, s)
    local made = create(s, "One")
    local path = DEFINITIONS .. "/" .. made.value.id
    local function put(number, tag)
      return s.send("PUT", path, { body = { manifest = { n = number } },
        headers = { ["If-Match"] = tag } }).status
    end
    t.equal({ put(1, made.ETag), put(2, made.ETag), put(2, '"2"'), put(3, '"2", "3"'), put(4, "*"),
      put(5) }, { 200, 412, 200, 200, 200, 200 })
    t.equal(s.send("GET", path, { headers = { ["If-None-Match"] = '"6"' } }).status, 304)
  end),
  ["a key that comes again gets the same answer, once done"] = with_app(function(t, s)
    local key = { ["Idempotency-Key"] = "k1" }
    local first, second = create(s, "One", key), create(s, "One", key)
    t.equal(first.text, second.text)
    t.equal(#s.send("GET", DEFINITIONS).value.data, 1)
    t.equal(create(s, "Two", key).status, 422)
  end),
  ["versions are listed, read, and gone back to"] = with_app(function(t, s)
    local path = DEFINITIONS .. "/" .. create(s, "One").value.id
    s.send("PUT", path, { body = { manifest = { n = 2 } } })
    local back = s.send("POST", path .. "/rollback", { body = { version = 1 } })
    t.equal({ back.value.version, back.value.manifest.type }, { 3, "DeclarativeSource" })
    local versions = s.send("GET", path .. "/versions").value.data
    t.equal({ #versions, versions[1].version, versions[1].active, versions[2].active },
      { 3, 3, true, false })
    t.equal(s.send("GET", path .. "/versions/2").value.manifest.n, 2)
    t.equal(s.send("GET", path .. "/versions/9").status, 404)
    t.equal(s.send("POST", path .. "/rollback", { body = { version = 9 } }).status, 404)
    t.equal(s.send("POST", path .. "/rollback", { body = { version = "1" } }).status, 422)
  end),
  ["pages lead to one another"] = with_app(function(t, s)
    for i = 1, 30 do
      create(s, "C" .. i)
    end
    local target, seen, pages = DEFINITIONS .. "?limit=7", {}, 0
    while target ~= "" do
      local page = s.send("GET", target).value
      for _, item in ipairs(page.data) do
        seen[item.id] = true
      end
      pages = pages + 1
      target = page.next:gsub("^http://example.com", "")
    end
    local count = 0
    for _ in pairs(seen) do
      count = count + 1
    end
    t.equal({ count, pages }, { 30, 5 })
    t.equal(s.send("GET", DEFINITIONS).value.next, "")
  end),
  ["roles, and workspaces of others"] = with_app(function(t, s)
    local body = { name = "One", manifest = {} }
    t.equal(s.send("POST", DEFINITIONS, { body = body, role = "reader" }).status, 403)
    t.equal(s.send("GET", DEFINITIONS, { role = "reader" }).status, 200)
    t.equal(s.send("GET", "/v1/workspaces/acme/audit").status, 403)
    local other = access.issue(s.store, { workspace_id = "acme", role = "admin", name = "gone",
      lifetime = -1 })
    t.equal(s.send("GET", DEFINITIONS, { headers = { Authorization = "Bearer " .. other } }).status,
      401)
    local foreign = assert(database.open(s.folder .. "/serve.db", "beta"))
    local token = access.issue(foreign, { workspace_id = "beta", role = "admin", name = "b" })
    foreign:close()
    local id = create(s, "One").value.id
    local headers = { Authorization = "Bearer " .. token }
    for _, path in ipairs({ DEFINITIONS, DEFINITIONS .. "/" .. id,
      "/v1/workspaces/beta/definitions/declarative_sources/" .. id }) do
      t.equal(s.send("GET", path, { headers = headers }).status, 404, path)
      t.equal(s.send("DELETE", path, { headers = headers }).status == 200, false, path)
    end
    local audit = s.send("GET", "/v1/workspaces/beta/audit", { headers = headers }).value.data
    t.equal(#audit, 1)
    t.match(audit[1].what, "^grant token")
    t.equal(s.send("GET", "/v1/workspaces/acme/audit", { role = "admin" }).value.data[1].what,
      "create")
  end),
  ["what is malformed gets a problem document"] = with_app(function(t, s)
    local cases = {
      { 400, "POST", DEFINITIONS, { body = "{" } }, { 400, "POST", DEFINITIONS, { body = "[]" } },
      { 400, "POST", DEFINITIONS, {} },
      { 400, "POST", DEFINITIONS, { body = ("["):rep(100000) } },
      { 422, "POST", DEFINITIONS, { body = "{}" } },
      { 422, "POST", DEFINITIONS, { body = '{"name":1,"manifest":{}}' } },
      { 422, "POST", DEFINITIONS, { body = '{"name":"a","manifest":[]}' } },
      { 422, "POST", DEFINITIONS, { body = '{"name":"a","manifest":"x"}' } },
      { 422, "POST", DEFINITIONS, { body = '{"name":" ","manifest":{}}' } },
      { 422, "POST", DEFINITIONS, { body = { name = ("x"):rep(257), manifest = {} } } },
      { 415, "POST", DEFINITIONS, { body = "{}", headers = { ["Content-Type"] = "text/plain" } } },
      { 413, "POST", DEFINITIONS, { trouble = "too_large" } },
      { 400, "GET", "/v1/health", { trouble = "no_host" } },
      { 400, "GET", DEFINITIONS .. "?limit=0" }, { 400, "GET", DEFINITIONS .. "?limit=x" },
      { 400, "GET", DEFINITIONS .. "?offset=-1" }, { 400, "GET", DEFINITIONS .. "?a=%zz" },
      { 400, "GET", "/v1/%ff" }, { 400, "GET", "/v1/%00" }, { 404, "GET", "/v1/nothing" },
      { 404, "GET", "" }, { 404, "GET", "*" }, { 405, "PATCH", DEFINITIONS },
      { 405, "BREW", "/v1/health" }, { 404, "GET", DEFINITIONS .. "/../../x" },
      { 401, "GET", DEFINITIONS, { headers = { Authorization = "Basic abc" } } },
      { 401, "GET", DEFINITIONS, { headers = { Authorization = "Bearer x" } } },
      { 400, "POST", DEFINITIONS, { body = "{}", headers = { ["Idempotency-Key"] = "\1" } } },
      { 400, "POST", "/v1/applications/token", { body = "{}" } },
      { 422, "POST", DEFINITIONS,
        { body = { name = "a", manifest = { k = "AKIA" .. ("A"):rep(16) } } } },
    }
    for _, case in ipairs(cases) do
      local answer = s.send(case[2], case[3], case[4])
      local about = ("%s %s %s"):format(case[2], case[3], answer.text)
      t.equal(answer.status, case[1], about)
      t.equal(answer["Content-Type"], "application/problem+json", about)
      t.equal(answer.value.status, case[1], about)
    end
  end),
  ["a mistake of the server is a number for the client"] = with_app(function(t, s)
    s.store.db:close()
    local answer = s.send("GET", DEFINITIONS)
    t.equal(answer.status, 500)
    t.equal(answer.text:find("sqlite") or answer.text:find("closed"), nil)
    t.match(table.concat(s.lines), "the database is closed")
    s.store.close = function() end
  end),
  ["what is wrong with the store is not for clients"] = with_app(function(t, s)
    s.store.db:exec("DROP TABLE connector_version")
    local read, write = s.send("GET", DEFINITIONS), create(s, "One")
    for _, answer in ipairs({ read, write }) do
      t.equal({ answer.status, answer.value.detail },
        { 500, "the store of this server cannot be used" })
    end
    t.match(s.lines[1], "no such table: connector_version")
  end),
  ["an application gets tokens, as JSON and as a form, in both spellings"] = with_app(function(t, s)
    local id, words = access.register(s.store, { workspace_id = "acme", role = "editor",
      name = "ci" })
    local function ask(body, media)
      return s.send("POST", "/v1/applications/token", { body = body,
        headers = { ["Content-Type"] = media, Authorization = "none" } })
    end
    local function json_of(spelling, given)
      return { client_id = id, client_secret = given or words, [spelling] = "client_credentials" }
    end
    local form = ("client_id=%s&client_secret=%s&grant_type=client_credentials"):format(id, words)
    for _, answer in ipairs({ ask(json_of("grant_type")), ask(json_of("grant-type")),
      ask(form, "application/x-www-form-urlencoded") }) do
      t.equal({ answer.status, answer.value.token_type }, { 200, "Bearer" })
      local headers = { Authorization = "Bearer " .. answer.value.access_token }
      t.equal(s.send("GET", DEFINITIONS, { headers = headers }).status, 200)
    end
    t.equal(ask(json_of("grant_type", "revos_" .. id .. "_x")).status, 401)
    local last
    for _ = 1, 30 do
      last = ask(json_of("grant_type"))
    end
    t.equal(last.status, 429)
    t.truthy(tonumber(last["Retry-After"]) > 0)
  end),
  ["no token gets into the log"] = with_app(function(t, s)
    create(s, "One")
    s.send("GET", "/v1/health?token=" .. s.tokens.editor)
    t.equal(table.concat(s.lines):find(secret.parts(s.tokens.editor) .. "_", 1, true), nil)
    t.match(s.lines[1], '"status":200')
  end),
  ["an address that tries too often waits"] = function(t)
    local limit = rate.new(3, 1)
    local allowed = 0
    for _ = 1, 10 do
      allowed = allowed + (limit:allow("a") and 1 or 0)
    end
    t.equal({ allowed, limit:allow("b") }, { 3, true })
  end,
}
