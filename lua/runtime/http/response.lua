--- Replies of an API: { status, headers = list of {name, value}, body, url, request }; `header`,
--- the headers as one text, where they came over the network.
local http = require("host.http")
local json = require("host.json")

local response = {}

-- Some servers write NaN and Infinity, which only Python takes for numbers.
local WORDS = { words = true }

--- The value of a header, its name in any case; several are joined by ", ". nil when absent.
function response.header(reply, name)
  if reply.header then
    return http.header(reply.header, name)
  end
  local value
  name = name:lower()
  for _, header in ipairs(reply.headers) do
    if (header.name or header[1]):lower() == name then
      local text = header.value or header[2]
      value = value and (value .. ", " .. text) or text
    end
  end
  return value
end

--- All headers as a JSON object, names as the server wrote them.
function response.header_object(reply)
  local object, spelling = json.new_object(), {}
  for _, header in ipairs(reply.headers) do
    local name, value = header.name or header[1], header.value or header[2]
    local known = spelling[name:lower()]
    if known then
      object[known] = object[known] .. ", " .. value
    else
      spelling[name:lower()] = name
      object[name] = value
    end
  end
  return object
end

--- Headers for templates that may spell a name in any case: as written, in lower case and as
--- Capitalised-Words.
function response.any_case_headers(reply)
  local object = response.header_object(reply)
  for _, name in ipairs(json.keys(object)) do
    local lower = name:lower()
    local title = lower:gsub("%f[%w]%l", string.upper)
    object[lower] = object[name]
    object[title] = object[name]
  end
  return object
end

--- Whether the status is below 400: what the HTTP library of the reference calls ok.
function response.is_ok(reply)
  return reply.status < 400 or reply.status >= 600
end

--- Whether the bytes of the body have a text in them.
function response.contains(reply, text)
  local bytes = reply.bytes or reply.body
  if type(bytes) == "string" then
    return bytes:find(text, 1, true) ~= nil
  end
  return bytes:contains(text)
end

local function or_empty(value)
  if value == nil then
    return json.new_object()
  end
  return value
end

--- The JSON body, or as much of it as one needs who looks at members by their names alone
--- (runtime.interpolation.members). {} when it cannot be parsed.
function response.members_or_empty(reply, names)
  if reply.parsed then
    return response.json_or_empty(reply)
  end
  return or_empty(json.members(reply.bytes or reply.body, names, WORDS))
end

--- The JSON body, {} when it cannot be parsed.
function response.json_or_empty(reply)
  return or_empty(response.json(reply))
end

-- Python's strip. @param characters string inside a set of a pattern
local function stripped(text, characters)
  local first = text:find("[^" .. characters .. "]")
  return first and text:sub(first, text:match("^.*[^" .. characters .. "]()") - 1) or ""
end

-- What follows the first parameter that is not one name and one value is not looked at.
local function add_parameters(link, text)
  for parameter in (text .. ";"):gmatch("([^;]*);") do
    local name, value = parameter:match("^([^=]*)=([^=]*)$")
    if not name then
      break
    end
    link[stripped(name, " '\"")] = stripped(value, " '\"")
  end
end

-- Mostly an address and its rel.
local function link_of(text)
  local target, rel = text:match('^<?([^;<>\'" ]+)>; rel="([%w-]+)"?$')
  local link = json.new_object()
  if rel then
    link.url = target
    link.rel = rel
    return link
  end
  local address, rest = text:match("^([^;]*);(.*)$")
  link.url = stripped(address or text, "<> '\"")
  add_parameters(link, rest or "")
  return link
end

--- The Link header as { rel = { url, rel, … } }, read as the HTTP library of the reference does.
function response.links(reply)
  local text = stripped(response.header(reply, "link") or "", " '\"")
  local links, start = json.new_object(), 1
  while start <= #text do
    local comma, open = text:find(", *<", start)
    local link = link_of(text:sub(start, (comma or 0) - 1))
    links[link.rel ~= "" and link.rel or link.url] = link
    start = (open or #text) + 1
  end
  return links
end

--- The encoding that the headers give the text of a reply, by its name in Python; nil for none.
--- A text that names none is in ISO 8859-1 (RFC 2616, section 3.7.1), JSON in UTF-8.
function response.charset(reply)
  local header = response.header(reply, "content-type") or ""
  local kind, rest = header:match("^([^;]*)(.*)$")
  local named = rest:match(";%s*[cC][hH][aA][rR][sS][eE][tT]%s*=%s*['\"]?([^'\";%s]+)")
  if named then
    return named
  elseif kind:find("text", 1, true) then
    return "iso-8859-1"
  end
  return kind:find("application/json", 1, true) and "utf-8" or nil
end

--- The body as a JSON value, parsed once; nil and the reason when it is none.
function response.json(reply)
  if not reply.parsed then
    local value, reason = json.decode(reply.body, WORDS)
    reply.parsed = { value = value, reason = reason }
  end
  return reply.parsed.value, reply.parsed.reason
end

--- The JSON body as a plain list of bodies (§13): the elements of an array, else the one value;
--- none of a body that cannot be parsed or that is null.
function response.bodies(reply)
  local value = response.json(reply)
  if value == nil or value == json.null then
    return {}
  elseif json.is_array(value) then
    return value
  end
  return { value }
end

return response
