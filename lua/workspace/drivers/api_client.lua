--- Calls of an API of Airbyte's public shape: token, retries, and errors as nil, message, code.
local clock = require("host.clock")
local json = require("host.json")
local http = require("host.http")

local client = {}
client.__index = client

local RETRIED = { [429] = true, [502] = true, [503] = true, [504] = true }
local ATTEMPTS = 4
local LONGEST_WAIT = 60 -- seconds; a server that asks for more gets told as a failure

local CODES = { [400] = "invalid", [401] = "denied", [403] = "denied", [404] = "not_found",
  [408] = "timeout", [409] = "conflict", [412] = "conflict", [413] = "limit", [422] = "invalid",
  [428] = "conflict", [429] = "limit" }

--- A client of one API: with a token, or with a client's id and secret to get one.
---@class workspace.api_client.Options
---@field base string address that paths are put behind
---@field token? string
---@field client_id? string
---@field client_secret? string

---@param options workspace.api_client.Options
function client.new(options)
  return setmetatable(options, client)
end

local function text_of(object, ...)
  for _, key in ipairs({ ... }) do
    if json.is_object(object) and type(object[key]) == "string" and object[key] ~= "" then
      return object[key]
    end
  end
  return nil
end

-- One sentence from a problem document, whatever its media type says.
local function reason(response)
  local body = json.decode(response.body or "")
  local said = text_of(body, "detail") or text_of(json.is_object(body) and body.data, "message")
    or text_of(body, "message", "title", "error_description")
  if not said and text_of(body, "errorId") then
    said = "error " .. body.errorId
  end
  return said and ("%d: %s"):format(response.status, said)
    or ("answered %d"):format(response.status)
end

local function failure(self, method, path, response)
  local message = ("%s: %s %s: %s"):format(self.base, method, path, reason(response))
  if response.status == 403 then
    message = message
      .. " (reading needs the role of a reader, writing that of an editor of the workspace)"
  end
  return nil, message, CODES[response.status] or "network"
end

local function fetch_token(self)
  local fields = { grant_type = "client_credentials", ["grant-type"] = "client_credentials",
    client_id = self.client_id, client_secret = self.client_secret }
  local response, message, code = http.request({ method = "POST",
    url = self.base .. "/applications/token",
    headers = { ["Content-Type"] = "application/json", Accept = "application/json" },
    body = json.encode(fields), timeout = 30, follow = false })
  if not response then
    return nil, message, code
  elseif response.status >= 300 then
    return failure(self, "POST", "/applications/token", response)
  end
  local body = json.decode(response.body)
  local token = text_of(body, "access_token")
  if not token then
    return nil, self.base .. ": /applications/token answered without access_token", "network"
  end
  self.token = token
  self.expires = clock.monotonic() + (tonumber(body.expires_in) or 180) - 10
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
  return http.request({ method = method, url = self.base .. path, headers = headers,
    body = body ~= nil and json.encode(body) or nil, timeout = 60, follow = false })
end

local function wait(response, attempt)
  local asked = response and tonumber(response.headers["retry-after"] or "")
  local seconds = asked or 2 ^ (attempt - 1)
  if seconds > LONGEST_WAIT then
    return false
  end
  clock.sleep(seconds)
  return true
end

local function again(method, response, code)
  if response then
    return RETRIED[response.status] and (method ~= "POST" or response.status == 429)
  end
  return method ~= "POST" and (code == "network" or code == "timeout")
end

--- One call; retried where repeating it is safe.
---@param method string
---@param path string below the base address
---@param body any|nil a JSON value
---@param headers table<string, string>|nil
---@return any value the decoded answer; json.null for an empty one
---@return string|nil message
---@return string|nil code
function client:call(method, path, body, headers)
  local response, message, code, renewed
  local attempt = 0
  repeat
    attempt = attempt + 1
    response, message, code = send(self, method, path, body, headers)
    local repeated = again(method, response, code)
    if response and response.status == 401 and self.client_id and not renewed then
      self.token, renewed, repeated = nil, true, true
    elseif repeated then
      repeated = attempt < ATTEMPTS and wait(response, attempt)
    end
  until not repeated
  if not response then
    return nil, message, code
  elseif response.status >= 300 then
    return failure(self, method, path, response)
  end
  local value = json.decode(response.body ~= "" and response.body or "null")
  if value == nil then
    return nil, ("%s: %s %s: the answer is no JSON"):format(self.base, method, path), "network"
  end
  return value
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
