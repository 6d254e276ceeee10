local json = require("host.json")

local BASE = "http://127.0.0.1:1/v1"
local PATH = "/workspaces/w/definitions/declarative_sources"
local MANIFEST = '{"version":"1","type":"DeclarativeSource","spec":{"connection_specification":{}}}'

local OTHER = MANIFEST:gsub('"1"', '"2"')

local function one(id, version, name, manifest)
  return ('{"id":"%s","name":"%s","version":%d,"manifest":%s}'):format(id, name or "One", version,
    manifest or MANIFEST)
end

-- The driver over a made-up server: `answers` maps "METHOD path" to {status, body} or a list
-- of them, one a call. Gives the driver and the log of calls.
local function with_server(answers, run)
  local log, counts = {}, {}
  local stub = { request = function(request)
    local key = request.method .. " " .. request.url:sub(#BASE + 1)
    log[#log + 1] = key
    counts[key] = (counts[key] or 0) + 1
    local answer = answers[key] or { 404, '{"title":"resource-not-found"}' }
    if type(answer[1]) == "table" then
      answer = answer[math.min(counts[key], #answer)]
    end
    if answer.code then
      return nil, "made up", answer.code
    end
    return { status = answer[1], body = answer[2], headers = answer.headers or {} }
  end }
  local names = { "host.http", "workspace.drivers.api_client", "workspace.drivers.http" }
  local kept = {}
  for _, name in ipairs(names) do
    kept[name], package.loaded[name] = package.loaded[name], nil
  end
  package.loaded["host.http"] = stub
  local ok, message = pcall(function()
    local driver = assert(require("workspace.drivers.http").open("production",
      { url = BASE, workspaceId = "w" }))
    run(driver, log)
  end)
  for _, name in ipairs(names) do
    package.loaded[name] = kept[name]
  end
  if not ok then
    error(message, 0)
  end
end

return {
  ["what a server repeats of credentials is not shown"] = function(t)
    local said = '{"detail":"Bearer opensesame-1 of shop-key-1 at a1"}'
    with_server({ ["GET " .. PATH] = { 400, said }, ["POST /sources"] = { 422, said } },
      function(driver)
        driver.client.token = "opensesame-1"
        local _, message = driver:list()
        t.equal(message:match("400: .*"), "400: Bearer **** of shop-key-1 at a1")
        local configuration = json.new_object({ { "key", "shop-key-1" }, { "region", "a1" } })
        _, message = driver.client:call("POST", "/sources", json.new_object({
          { "name", "shop" }, { "configuration", configuration } }))
        t.equal(message:match("422: .*"), "422: Bearer **** of **** at a1")
      end)
  end,
  ["pages are followed on the own origin until one is empty"] = function(t)
    with_server({
      ["GET " .. PATH] = { 200, '{"data":[' .. one("a", 1)
        .. '],"next":"https://elsewhere.example/v1' .. PATH .. '?offset=1"}' },
      ["GET " .. PATH .. "?offset=1"] = { 200, '{"data":[' .. one("b", 2) .. '],"next":"/v1'
        .. PATH .. '?offset=2"}' },
      ["GET " .. PATH .. "?offset=2"] = { 200, '{"data":[],"next":"/v1' .. PATH .. '"}' },
    }, function(driver, log)
      local list = driver:list()
      t.equal({ #list, list[2].id, list[2].version }, { 2, "b", 2 })
      t.equal(#log, 3)
    end)
  end,
  ["a definition may come wrapped"] = function(t)
    with_server({ ["GET " .. PATH .. "/a"] = { 200, '{"data":' .. one("a", 3) .. "}" } },
      function(driver)
        t.equal(driver:get("a").version, 3)
        t.equal(select(3, driver:get("b")), "not_found")
      end)
  end,
  ["another version than the plan saw is a conflict, and nothing is sent"] = function(t)
    with_server({ ["GET " .. PATH .. "/a"] = { 200, one("a", 4) } }, function(driver, log)
      local ok, message, code = driver:update("a", { manifest = json.decode(OTHER) },
        { version = 3, name = "One" })
      t.equal({ ok, code }, { nil, "conflict" })
      t.match(message, "changed meanwhile")
      t.equal(table.concat(log, " "):find("PUT", 1, true), nil)
    end)
  end,
  ["a read is repeated, a create whose end is not known is looked for"] = function(t)
    local new = { name = "One", manifest = json.decode(MANIFEST), token = "t" }
    local create = "POST " .. PATH
    with_server({
      [create] = { code = "timeout" },
      ["GET " .. PATH] = { 200, '{"data":[]}' },
      ["GET " .. PATH .. "/a"] = { { 503, "", headers = { ["retry-after"] = "0" } },
        { 200, one("a", 1) } },
    }, function(driver, log)
      t.equal(select(3, driver:create(new)), "timeout")
      t.equal({ log[1], log[2], log[4] }, { create, "GET " .. PATH, nil })
      t.equal(driver:get("a").id, "a")
    end)
    with_server({ [create] = { code = "network" },
      ["GET " .. PATH] = { 200, '{"data":[' .. one("a", 1) .. "]}" } }, function(driver, log)
      t.equal(driver:create(new).id, "a")
      t.equal(select(2, table.concat(log, " "):gsub("POST", "")), 1)
    end)
    with_server({ [create] = { { code = "network" }, { 200, one("b", 1) } },
      ["GET " .. PATH] = { 200, '{"data":[]}' } }, function(driver)
      t.equal(driver:create(new).id, "b")
    end)
    with_server({ [create] = { 422, "{}" } }, function(driver, log)
      t.equal(select(3, driver:create(new)), "invalid")
      t.equal(#log, 1)
    end)
  end,
  ["an update is sent once, though its answer is lost"] = function(t)
    local change, seen = { manifest = json.decode(OTHER) }, { version = 1, name = "One" }
    local put = "PUT " .. PATH .. "/a"
    with_server({ [put] = { 502, "" }, ["GET " .. PATH .. "/a"] = { { 200, one("a", 1) },
      { 200, one("a", 2, nil, OTHER) } } }, function(driver, log)
      t.equal(driver:update("a", change, seen).version, 2)
      t.equal(select(2, table.concat(log, " "):gsub("PUT", "")), 1)
    end)
    with_server({ [put] = { { 502, "" }, { 200, one("a", 2, nil, OTHER) } },
      ["GET " .. PATH .. "/a"] = { 200, one("a", 1) } }, function(driver)
      t.equal(driver:update("a", change, seen).version, 2)
    end)
    with_server({ [put] = { 500, '{"errorId":"e1"}' },
      ["GET " .. PATH .. "/a"] = { 200, one("a", 1) } }, function(driver, log)
        t.match(select(2, driver:update("a", change, seen)), "e1")
        t.equal(select(2, table.concat(log, " "):gsub("PUT", "")), 1)
      end)
    with_server({ ["GET " .. PATH .. "/a"] = { 200, one("a", 1, nil, OTHER) } },
      function(driver, log)
        t.equal(driver:update("a", change, seen).version, 1)
        t.equal(#log, 1)
      end)
  end,
  ["what the server would answer 500 to is refused here"] = function(t)
    with_server({}, function(driver, log)
      local function refused(manifest, name)
        local ok, message, code = driver:create({ name = name or "One",
          manifest = json.decode(manifest) })
        t.equal({ ok, code == "network" }, { nil, false })
        return message
      end
      t.match(refused("{}"), "type DeclarativeSource")
      t.match(refused([[{"type":"DeclarativeSource"}]]), "needs a version")
      t.match(refused([[{"type":"DeclarativeSource","version":"99.0.0"}]]), "'99.0.0' is none")
      t.match(refused([[{"type":"DeclarativeSource","version":"6.0.0","spec":{}}]]),
        "connection_specification")
      t.match(refused(MANIFEST, ("é"):rep(257)), "256 characters")
      t.match(refused((MANIFEST:gsub('"1"', '"1","x":"' .. ("y"):rep(11000000) .. '"'))),
        "takes at most")
      t.equal(table.concat(log, " "):find("POST", 1, true), nil)
    end)
  end,
  ["statuses become codes, and the reason is told"] = function(t)
    with_server({
      ["GET " .. PATH] = { 401, '{"title":"invalid-api-key"}' },
      ["DELETE " .. PATH .. "/a"] = { 403, '{"detail":"not yours"}' },
      ["GET " .. PATH .. "/a"] = { 409, '{"data":{"message":"version exists"}}' },
    }, function(driver)
      t.equal(select(3, driver:list()), "denied")
      local _, message, code = driver:delete("a")
      t.equal(code, "denied")
      t.match(message, "403: not yours .*editor")
      t.equal({ select(2, driver:get("a")) },
        { BASE .. ": GET " .. PATH .. "/a: 409: version exists", "conflict" })
    end)
  end,
  ["a token goes in plain text to this machine only"] = function(t)
    local open = require("workspace.drivers.http").open
    local ok, message = open("p", { url = "http://api.example.com/v1", workspaceId = "w" })
    t.equal(ok, nil)
    t.match(message, "https only")
    t.match(select(2, open("p", { url = "https://x/v1", workspaceId = "w",
      token = "${env.NOT_SET_ANYWHERE}" })), "NOT_SET_ANYWHERE is not set")
  end,
}
