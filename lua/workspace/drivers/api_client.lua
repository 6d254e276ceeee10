--- Calls of an API of Airbyte's public shape: token, retries where they are safe, and errors as
--- nil, message, code, status.
local clock = require("host.clock")
local json = require("host.json")
local pool = require("workspace.pool")
local problem = require("workspace.drivers.api_problem")
local retry = require("workspace.drivers.api_retry")

local client = {}
client.__index = client

local MOST = 64 * 1024 * 1024 -- bytes of an answer
local TIMEOUT, CONNECT_TIMEOUT = 60, 15 -- seconds

--- A client of one API: with a token, or with a client's id and secret to get one.
---@class workspace.api_client.Options
---@field base string address that paths are put behind
---@field workspace_id string
---@field token? string
---@field client_id? string
---@field client_secret? string

---@param options workspace.api_client.Options
function client.new(options)
  return setmetatable(options, client)
end

-- One exchange; -vv tells of it, never of bodies or tokens.
local function exchange(self, request)
  request.timeout, request.connect_timeout = TIMEOUT, CONNECT_TIMEOUT
  request.follow, request.max_body = false, MOST
  request.once = request.method ~= "GET" and request.method ~= "DELETE"
  local begun = clock.monotonic()
  local response, message, code = pool.request(request)
  if self.trace then
    self.trace(("%s %s: %s in %.0f ms"):format(request.method, request.url,
      response and response.status or message, (clock.monotonic() - begun) * 1000))
  end
  return response, message, code
end

-- Airbyte's contract and its own pages spell the grant differently, so both are sent.
local function fetch_token(self)
  local fields = { grant_type = "client_credentials", ["grant-type"] = "client_credentials",
    client_id = self.client_id, client_secret = self.client_secret }
  local path = "/applications/token"
  local response, message, code = exchange(self, { method = "POST", url = self.base .. path,
    headers = { ["Content-Type"] = "application/json", Accept = "application/json" },
    body = json.encode(fields) })
  if not response then
    return nil, message, code
  elseif response.status >= 300 then
    return problem.failure(self, "POST", path, response)
  end
  local body = json.decode(response.body)
  local token = json.is_object(body) and body.access_token
  if type(token) ~= "string" or token == "" then
    return nil, ("%s: %s answered without access_token"):format(self.base, path), "network"
  end
  local lifetime = tonumber(body.expires_in) or 180
  self.token, self.expires = token, clock.monotonic() + lifetime - math.min(10, lifetime / 10)
  return token
end

local function token_of(self)
  if self.client_id and (not self.token or clock.monotonic() >= self.expires) then
    return fetch_token(self)
  end
  return self.token or ""
end

local function send(self, method, path, body, extra)
  local token, message, code = token_of(self)
  if not token then
    return nil, message, code
  end
  local headers = { Accept = "application/json" }
  if token ~= "" then
    headers.Authorization = "Bearer " .. token
  end
  if body ~= nil then
    headers["Content-Type"] = "application/json"
  end
  for name, text in pairs(extra or {}) do
    headers[name] = text
  end
  local response
  response, message, code = exchange(self, { method = method, url = self.base .. path,
    headers = headers, body = body })
  return response, message, code, token
end

-- The answer to a call, after as many attempts as are safe.
local function answer(self, method, path, body, headers)
  local attempts, renewed = retry.new(method), false
  while true do
    local response, message, code, token = send(self, method, path, body, headers)
    if response and response.status == 401 and self.client_id and not renewed then
      renewed = true
      self.token = self.token ~= token and self.token or nil -- another call may have got a new one
    elseif not attempts:again(response, message, code) then
      return response, message, code
    end
  end
end

--- One call.
---@param method string
---@param path string below the base address
---@param value any|nil a JSON value to send
---@param headers table<string, string>|nil
---@return any answer the decoded answer; json.null for an empty one
---@return string|nil message
---@return string|nil code
---@return integer|nil status of an answer that was a refusal
function client:call(method, path, value, headers)
  local body = value ~= nil and json.encode(value) or nil
  local response, message, code = answer(self, method, path, body, headers)
  if not response then
    return nil, message, code
  elseif response.status >= 300 then
    return problem.failure(self, method, path, response, value)
  end
  local decoded = json.decode(response.body ~= "" and response.body or "null")
  if decoded == nil then
    return nil, ("%s: %s %s: the answer is no JSON"):format(self.base, method, path), "network"
  end
  return decoded
end

--- The path of a `next` address. Only its path and query count: a token never goes to
--- another origin because a page says so.
---@return string|nil
function client:path_of(address)
  if type(address) ~= "string" then
    return nil
  end
  local path = address:match("^%a[%w+.-]*://[^/]*(/.*)$") or address:match("^/.*$")
  local own = self.base:match("^%a+://[^/]*(.*)$")
  if path and path:sub(1, #own) == own then
    return path:sub(#own + 1)
  end
  return nil
end

--- All items of a list, page by page; a page that is empty is the last one.
---@param path string
---@return table[]|nil
---@return string|nil message
---@return string|nil code
function client:all(path)
  local items, seen = {}, {}
  while path and not seen[path] do
    seen[path] = true
    local page, message, code = self:call("GET", path)
    if page == nil then
      return nil, message, code
    end
    local data = json.is_array(page) and page or json.is_object(page) and page.data
    if not json.is_array(data) then
      return nil, ("%s: GET %s: the answer is no list"):format(self.base, path), "network"
    end
    table.move(data, 1, #data, #items + 1, items)
    path = #data > 0 and json.is_object(page) and self:path_of(page.next) or nil
  end
  return items
end

return client
