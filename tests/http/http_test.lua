--- host.http against the stand-in of tests/support/stand_in.c, which logs requests to http.log.
local client = require("runtime.http.client")
local clock = require("host.clock")
local fs = require("host.fs")
local http = require("host.http")
local json = require("host.json")
local process = require("host.process")
local scheduler = require("runtime.scheduler")

local base = process.getenv("STAND_IN_BASE")

-- What the server got last.
local function last_request()
  local line = assert(fs.read("http.log")):match("([^\n]+)\n$")
  return assert(json.decode(line))
end

local function header(request, name)
  for key, value in pairs(request.headers) do
    if key:lower() == name then
      return value
    end
  end
end

local function code_of(options)
  local answer, message, code = http.request(options)
  assert(answer == nil, "an answer came")
  return code, message
end

return {
  ["an answer holds status, headers, body and address"] = function(t)
    local answer = assert(http.request({ url = base .. "/bytes?a=b" }))
    t.equal(answer.status, 200)
    t.equal(answer.body, "a\0b")
    t.equal(answer.url, base .. "/bytes?a=b")
    t.equal(answer.headers["content-length"], "3")
    t.equal(assert(http.request({ url = base .. "/teapot" })).status, 418)
  end,
  ["the headers of an answer are a list when somebody asks"] = function(t)
    local answer = assert(http.request({ url = base .. "/bytes?a=b" }))
    t.equal(rawget(answer, "headers"), nil)
    t.match(answer.header:lower(), "content%-length: 3\n")
    t.equal(answer.headers["content-length"], "3")
    t.equal(rawequal(answer.headers, rawget(answer, "headers")), true)
    t.equal(rawequal(answer.headers, answer.headers), true)
    t.equal(answer.sets_cookies, false)
    t.equal(assert(http.request({ url = base .. "/cookie" })).sets_cookies, true)
  end,
  ["the bytes of an answer are a string when somebody asks"] = function(t)
    local answer = assert(http.request({ url = base .. "/bytes?a=b" }))
    t.equal(rawget(answer, "body"), nil)
    t.equal(#answer.bytes, 3)
    t.equal(answer.bytes:text(), "a\0b")
    t.equal(#answer.bytes, 3)
    t.equal(rawget(answer, "body"), nil)
    t.equal(answer.body, "a\0b")
    t.equal(rawget(answer, "body"), "a\0b")
    t.equal(answer.nothing, nil)
    answer = assert(http.request({ url = base .. "/echo", method = "HEAD" }))
    t.equal(#answer.bytes, 0)
    t.equal(answer.body, "")
    answer.bytes, answer.body = nil, nil
    t.raises(function()
      return answer.body
    end)
  end,
  ["a page of records releases the bytes of an answer"] = function(t)
    local records = require("host.records")
    local answer = assert(http.request({ url = base .. "/list" }))
    local page = assert(records.open(answer.bytes))
    t.equal(page:text(2), '{"id":2}')
    page:close()
    t.equal(#page, 0)
    t.raises(page.text, page, 1)
    t.raises(records.open, answer.bytes)
    page:close()
    answer = assert(http.request({ url = base .. "/list" }))
    page = assert(records.open(answer.bytes))
    t.equal(answer.body, '[{"id":1},{"id":2}]')
    t.equal(page:text(2), '{"id":2}')
    page:close()
    t.equal(answer.body, '[{"id":1},{"id":2}]')
  end,
  ["names and values are quoted in the query"] = function(t)
    local query = { b = { "x y", "ü" }, a = "1&2" }
    assert(http.request({ url = base .. "/echo?z=0", query = query }))
    t.equal(last_request().target, "/echo?z=0&a=1%262&b=x+y&b=%C3%BC")
    assert(http.request({ url = base .. "/echo?q=a b%7E" }))
    t.equal(last_request().target, "/echo?q=a%20b~")
  end,
  ["what is sent by itself, and what is not"] = function(t)
    assert(http.request({ url = base .. "/echo", method = "POST", body = "text" }))
    local request = last_request()
    t.equal(request.body, "text")
    t.equal(header(request, "accept"), "*/*")
    t.equal(header(request, "accept-encoding"), "gzip, deflate")
    t.equal(header(request, "content-type"), nil)
    t.equal(header(request, "expect"), nil)
    assert(http.request({ url = base .. "/echo", method = "POST" }))
    t.equal(header(last_request(), "content-length"), "0")
  end,
  ["GET may have a body, headers may be empty"] = function(t)
    assert(http.request({ url = base .. "/echo", body = "{}", headers = { { "X-Empty", "" } } }))
    local request = last_request()
    t.equal(request.method, "GET")
    t.equal(request.body, "{}")
    t.equal(header(request, "x-empty"), "")
  end,
  ["headers that would break the request are refused"] = function(t)
    for _, pair in ipairs({ { "A", "b\r\nC: d" }, { "A\n", "b" }, { "", "b" }, { "A", "\0" } }) do
      t.equal(code_of({ url = base .. "/echo", headers = { pair } }), "invalid")
    end
  end,
  ["compressed bodies are opened"] = function(t)
    t.equal(assert(http.request({ url = base .. "/gzip" })).body, "hello")
    t.equal(assert(http.request({ url = base .. "/deflate" })).body, "hello")
    t.equal(code_of({ url = base .. "/broken" }), "network")
  end,
  ["redirects change the method as Python's requests does"] = function(t)
    for status, method in pairs({ [301] = "GET", [302] = "GET", [303] = "GET" }) do
      local url = base .. "/same/" .. status
      local headers = { ["Content-Type"] = "text/plain", Authorization = "secret" }
      local options = { url = url, method = "POST", body = "text", headers = headers }
      local answer = assert(http.request(options))
      t.equal(answer.url, base .. "/echo")
      t.equal(answer.redirects, 1)
      local request = last_request()
      t.equal(request.method, method)
      t.equal(request.body, "")
      t.equal(header(request, "content-type"), nil)
      t.equal(header(request, "authorization"), "secret")
    end
    for _, status in ipairs({ 307, 308 }) do
      assert(http.request({ url = base .. "/same/" .. status, method = "POST", body = "text" }))
      t.equal(last_request().method, "POST")
      t.equal(last_request().body, "text")
    end
  end,
  ["redirects end, stay with HTTP, and can be left alone"] = function(t)
    t.equal(code_of({ url = base .. "/loop" }), "limit")
    t.equal(code_of({ url = base .. "/file" }), "invalid")
    local answer = assert(http.request({ url = base .. "/loop", follow = false }))
    t.equal(answer.status, 302)
    t.equal(answer.headers.location, "/loop")
  end,
  ["a server that drips is not silent, but the whole has its time"] = function(t)
    local answer = assert(http.request({ url = base .. "/drip", read_timeout = 0.4 }))
    t.equal(answer.body, "drop by drop")
    local before = clock.monotonic()
    t.equal(code_of({ url = base .. "/drip", read_timeout = 10, timeout = 0.2 }), "timeout")
    t.equal(code_of({ url = base .. "/drip", read_timeout = 0.01 }), "timeout")
    t.truthy(clock.monotonic() - before < 5)
  end,
  ["credentials stay with their origin"] = function(t)
    local other = base:gsub("127%.0%.0%.1", "localhost")
    assert(http.request({
      url = other .. "/away",
      headers = { Authorization = "a", ["X-Api-Key"] = "k", ["X-Other"] = "o", Mine = "m" },
      sensitive = { "mine" },
    }))
    local request = last_request()
    t.equal(request.target, "/echo")
    t.equal(header(request, "authorization"), nil)
    t.equal(header(request, "x-api-key"), nil)
    t.equal(header(request, "mine"), nil)
    t.equal(header(request, "x-other"), "o")
  end,
  ["failures tell the address without its secrets"] = function(t)
    local code, message = code_of({ url = "http://user:word@127.0.0.1:1/path?token=s#f" })
    t.equal(code, "network")
    t.match(message, "^GET http://127%.0%.0%.1:1/path: ")
    t.equal(code_of({ url = "https" .. base:sub(5) .. "/" }), "tls")
    t.equal(code_of({ url = "ftp://example.com/" }), "invalid")
    t.equal(code_of({ url = "no address" }), "invalid")
    t.equal(code_of({ url = base .. "/echo", max_body = 3 }), "limit")
    t.match(t.raises(http.request, {}), "url")
  end,
  ["what unpacking an answer takes is free when it is there"] = function(t)
    local function pages()
      local size, resident = assert(fs.read("/proc/self/statm")):match("^(%d+) (%d+)")
      return tonumber(resident), tonumber(size)
    end
    if select(2, pages()) > 1 << 30 then
      return -- AddressSanitizer keeps for a while what is freed
    end
    local _ <close> = setmetatable({}, { __close = function()
      collectgarbage("restart")
    end })
    collectgarbage("stop")
    local before
    for count = 1, 410 do
      local transfer = assert(http.start({ url = base .. "/gzip" }))
      while not next(assert(http.wait(5))) do
      end
      t.equal(transfer:result().body, "hello")
      before = count == 10 and (pages()) or before
    end
    local grown = pages() - before
    t.equal(grown < 250, true, grown .. " pages: each keeps what it was unpacked with")
  end,
  ["an answer that is too large is not asked for again"] = function(t)
    local messages = { mask = function(_, text)
      return text
    end, log = function() end }
    local sender = client.new({ run = { messages = messages }, max_body = 3 })
    local before = select(2, assert(fs.read("http.log")):gsub("\n", ""))
    local failed
    scheduler.run(function()
      failed = select(2, pcall(sender.send, sender, { method = "GET", url = base .. "/echo" }))
    end)
    t.match(failed.message, "the answer is larger than 3 bytes$")
    t.equal(select(2, assert(fs.read("http.log")):gsub("\n", "")), before + 1)
  end,
  ["several requests run at the same time, each is told once"] = function(t)
    local running = {}
    for _ = 1, 5 do
      running[assert(http.start({ url = base .. "/echo" }))] = true
    end
    -- too much to be sent at once, so that it is certainly not finished
    local body = ("x"):rep(32 << 20)
    local cancelled = assert(http.start({ url = base .. "/echo", method = "POST", body = body }))
    t.match(t.raises(cancelled.result, cancelled), "not finished")
    cancelled:cancel()
    t.equal(select(3, cancelled:result()), "cancelled")
    while next(running) do
      for _, transfer in ipairs(assert(http.wait(5))) do
        t.truthy(running[transfer])
        running[transfer] = nil
        t.equal(transfer:result().body, "here")
        t.equal(transfer:result(), transfer:result())
      end
    end
    t.equal(http.wait(), {})
  end,
  ["requests of one outline have its method and headers, each its address and body"] = function(t)
    local outline = assert(http.outline({ method = "POST", headers = { Mine = "m" } }))
    local function sent(...)
      local transfer = assert(outline:start(...))
      repeat
        local finished = assert(http.wait(5))
      until finished[1] == transfer
      assert(transfer:result())
      return last_request()
    end
    local request = sent(base .. "/echo?a=1", "one")
    t.equal(request.target, "/echo?a=1")
    t.equal(request.body, "one")
    t.equal(header(request, "mine"), "m")
    -- a redirect changes what the handle was told; the outline stays as it is
    t.equal(sent(base .. "/same/302", "two").method, "GET")
    request = sent(base .. "/echo?a=2")
    t.equal(request.method, "POST")
    t.equal(request.target, "/echo?a=2")
    t.equal(request.body, "")
    t.equal(header(request, "content-length"), "0")
    t.equal(header(request, "mine"), "m")
  end,
  ["the limits of an outline are those of each of its requests"] = function(t)
    local outline = assert(http.outline({ max_body = 3 }))
    for _ = 1, 2 do
      local transfer = assert(outline:start(base .. "/echo"))
      while not http.wait(5)[1] do
      end
      t.equal(select(3, transfer:result()), "limit")
    end
    t.equal(select(3, outline:start("no address")), "invalid")
    t.equal(select(3, http.outline({ headers = { { "A", "b\nC: d" } } })), "invalid")
    t.raises(outline.start, outline, "http://a\0b/")
  end,
  ["with nothing on its way, waiting sleeps"] = function(t)
    local before = clock.monotonic()
    t.equal(http.wait(0.02), {})
    t.truthy(clock.monotonic() - before >= 0.02)
  end,
}
