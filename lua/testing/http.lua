--- HTTP without a network: requests are answered by what the test declared.
local json = require("host.json")

local http = {}

local reasons = { [200] = "OK", [201] = "Created", [204] = "No Content", [400] = "Bad Request",
  [401] = "Unauthorized", [403] = "Forbidden", [404] = "Not Found", [409] = "Conflict",
  [429] = "Too Many Requests", [500] = "Internal Server Error", [503] = "Service Unavailable" }

local function to_pairs(given)
  local list = {}
  for key, value in pairs(given or {}) do
    if type(key) == "number" then
      list[#list + 1] = { tostring(value[1]), tostring(value[2]) }
    else
      for _, one in ipairs(type(value) == "table" and value or { value }) do
        list[#list + 1] = { tostring(key), tostring(one) }
      end
    end
  end
  return list
end

-- Headers as http.request gives them: a list, and by name in lower case.
local function headers_of(given)
  local headers = to_pairs(given)
  for _, pair in ipairs(headers) do
    local name = pair[1]:lower()
    headers[name] = headers[name] and headers[name] .. ", " .. pair[2] or pair[2]
  end
  return headers
end

local function decode(text)
  return (text:gsub("+", " "):gsub("%%(%x%x)", function(digits)
    return string.char(tonumber(digits, 16))
  end))
end

local function query_of(options)
  local query = {}
  local _, text = options.url:match("^([^?#]*)%??([^#]*)")
  for key, value in text:gmatch("([^&=]+)=?([^&]*)") do
    query[decode(key)] = decode(value)
  end
  for _, pair in ipairs(to_pairs(options.query)) do
    query[pair[1]] = pair[2]
  end
  return query
end

local function note(world, options)
  local request = {
    method = (options.method or "GET"):upper(), url = options.url:match("^[^?#]*"),
    query = query_of(options), headers = headers_of(options.headers), body = options.body,
  }
  request.json = options.body and json.decode(options.body) or nil
  table.insert(world.now().requests, request)
  return request
end

local function same_pairs(wanted, got)
  for key, value in pairs(wanted or {}) do
    if got[key] ~= tostring(value) then
      return false
    end
  end
  return true
end

local function fits(fake, request)
  local address = fake.url:match("^[^?#]*")
  return (fake.left == nil or fake.left > 0)
    and (fake.method == nil or fake.method:upper() == request.method)
    and (address == request.url or (address:sub(-1) == "*"
      and request.url:sub(1, #address - 1) == address:sub(1, -2)))
    and same_pairs(query_of(fake), request.query) and same_pairs(fake.query, request.query)
    and same_pairs(fake.sent, request.headers)
    and (fake.body_contains == nil or (request.body or ""):find(fake.body_contains, 1, true) ~= nil)
end

local function answer_of(fake, request)
  if fake.fails then
    return nil, ("%s: %s"):format(request.url, fake.fails), fake.code or "network"
  end
  local body = fake.json ~= nil and json.encode(fake.json) or fake.body or ""
  local headers = headers_of(fake.headers)
  if fake.json ~= nil and not headers["content-type"] then
    headers[#headers + 1] = { "Content-Type", "application/json" }
    headers["content-type"] = "application/json"
  end
  local status = fake.status or 200
  return { status = status, reason = reasons[status] or "", headers = headers, body = body,
    url = request.url, redirects = 0 }
end

local function exchange(world, options)
  local request = note(world, options)
  for _, fake in ipairs(world.now().http) do
    if fits(fake, request) then
      fake.left = fake.left and fake.left - 1
      return answer_of(fake, request)
    end
  end
  world.complain("no fake answers %s %s", request.method, options.url)
  return nil, ("%s: no fake answers"):format(options.url), "network"
end

function http.install(world)
  local finished = {}
  local function start(options)
    local result = table.pack(exchange(world, options))
    local transfer = {}
    function transfer.result()
      return table.unpack(result, 1, result.n)
    end
    function transfer.cancel()
      result = table.pack(nil, options.url .. ": cancelled", "cancelled")
    end
    finished[#finished + 1] = transfer
    return transfer
  end
  world.swap("host.http", "request", function()
    return function(options)
      return exchange(world, options)
    end
  end)
  world.swap("host.http", "start", function()
    return start
  end)
  world.swap("host.http", "outline", function()
    return function(common)
      local outline = {}
      function outline.start(_, url, body)
        local options = { url = url, body = body }
        return start(setmetatable(options, { __index = common }))
      end
      return outline
    end
  end)
  world.swap("host.http", "wait", function()
    return function()
      local list = finished
      finished = {}
      return list
    end
  end)
end

return http
