--- The cookies of one client: what a server sets goes back to it with later requests.
local clock = require("host.clock")
local url = require("util.later")("runtime.http.url")

local cookies = {}
cookies.__index = cookies

function cookies.new()
  return setmetatable({ hosts = {} }, cookies)
end

local function host_of(text)
  return (url.split(text).authority:match("([^@]*)$"):gsub(":%d+$", ""))
end

local function folder_of(path)
  return path:match("^(/.*)/[^/]*$") or "/"
end

local function attributes_of(text)
  local attributes = {}
  for piece in text:gmatch(";%s*([^;]*)") do
    local name, value = piece:match("^([^=]*)=?(.*)$")
    attributes[name:lower():gsub("%s+$", "")] = value
  end
  return attributes
end

-- The domain that a cookie is for; nil when the host may not set it.
local function domain_of(host, attributes)
  local domain = (attributes.domain or ""):lower():gsub("^%.", "")
  if domain == "" or domain == host then
    return host, domain == host
  elseif host:sub(-#domain - 1) == "." .. domain and domain:find(".", 1, true) then
    return domain, true
  end
end

local function is_ended(attributes)
  local age = tonumber(attributes["max-age"])
  return age ~= nil and age <= 0, age and clock.now() + age
end

local function keep(self, request_url, text)
  local name, value = text:match("^%s*([^=;]+)=([^;]*)")
  if not name then
    return
  end
  local attributes = attributes_of(text)
  local parts = url.split(request_url)
  local domain, below = domain_of(host_of(request_url), attributes)
  if not domain then
    return
  end
  self.hosts[domain] = self.hosts[domain] or {}
  local ended, expires = is_ended(attributes)
  local path = attributes.path
  self.hosts[domain][name] = not ended
      and {
        value = value:gsub("%s+$", ""),
        path = path and path:sub(1, 1) == "/" and path or folder_of(parts.path),
        secure = attributes.secure ~= nil,
        below = below,
        expires = expires,
      }
    or nil
end

--- Takes the Set-Cookie headers of a reply.
function cookies:take(reply)
  for _, header in ipairs(reply.headers) do
    if header[1]:lower() == "set-cookie" then
      keep(self, reply.url, header[2])
    end
  end
end

local function fits(cookie, parts, is_own_host)
  local path = parts.path == "" and "/" or parts.path
  local inside = path == cookie.path
    or path:sub(1, #cookie.path) == cookie.path
      and (cookie.path:sub(-1) == "/" or path:sub(#cookie.path + 1, #cookie.path + 1) == "/")
  return inside
    and (is_own_host or cookie.below)
    and (not cookie.secure or parts.scheme == "https")
    and (not cookie.expires or cookie.expires > clock.now())
end

--- The value of the Cookie header for a request, nil when there is none to send.
function cookies:header(request_url)
  if not next(self.hosts) then
    return nil
  end
  local parts, host, list = url.split(request_url), host_of(request_url), {}
  for domain, jar in pairs(self.hosts) do
    local is_own = domain == host
    if is_own or host:sub(-#domain - 1) == "." .. domain then
      for name, cookie in pairs(jar) do
        if fits(cookie, parts, is_own) then
          list[#list + 1] = name .. "=" .. cookie.value
        end
      end
    end
  end
  table.sort(list)
  return #list > 0 and table.concat(list, "; ") or nil
end

return cookies
