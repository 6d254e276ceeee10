--- URLs: joining (Python's urljoin), encoding of queries and paths, parts.
local failure = require("runtime.failure")
local http = require("host.http")

local url = {}

local RELATIVE = { http = true, https = true, ftp = true, file = true, [""] = true }
local ADDRESSES = { http = true, https = true, ftp = true, file = true } -- are written with "//"

--- @return table scheme, authority, path, query, fragment ("" where absent)
function url.split(text)
  local scheme, rest = text:match("^(%a[%w+.-]*):(.*)$")
  if not scheme then
    scheme, rest = "", text
  end
  local parts = { scheme = scheme:lower(), authority = "", query = "", fragment = "" }
  local before, fragment = rest:match("^([^#]*)#(.*)$")
  if before then
    rest, parts.fragment = before, fragment
  end
  local path, query = rest:match("^([^?]*)%?(.*)$")
  if path then
    rest, parts.query = path, query
  end
  local authority, tail = rest:match("^//([^/]*)(.*)$")
  if authority then
    parts.authority, rest = authority, tail
  end
  parts.path = rest
  return parts
end

function url.unsplit(parts)
  local text = parts.path
  if parts.authority ~= "" or (ADDRESSES[parts.scheme] and text:sub(1, 2) ~= "//") then
    if text ~= "" and text:sub(1, 1) ~= "/" then
      text = "/" .. text
    end
    text = "//" .. parts.authority .. text
  end
  if parts.scheme ~= "" then
    text = parts.scheme .. ":" .. text
  end
  if parts.query ~= "" then
    text = text .. "?" .. parts.query
  end
  if parts.fragment ~= "" then
    text = text .. "#" .. parts.fragment
  end
  return text
end

local function segments_of(path)
  local list = {}
  for segment in (path .. "/"):gmatch("([^/]*)/") do
    list[#list + 1] = segment
  end
  return list
end

local function merged_segments(base, path)
  local list = {}
  if path:sub(1, 1) == "/" then
    return segments_of(path)
  end
  local base_segments = segments_of(base)
  if base_segments[#base_segments] ~= "" then
    base_segments[#base_segments] = nil
  end
  table.move(base_segments, 1, #base_segments, 1, list)
  local own = segments_of(path)
  table.move(own, 1, #own, #list + 1, list)
  local kept = { list[1] }
  for index = 2, #list do
    if list[index] ~= "" or index == #list then
      kept[#kept + 1] = list[index]
    end
  end
  return kept
end

local function resolve_dots(segments)
  local resolved = {}
  for _, segment in ipairs(segments) do
    if segment == ".." then
      resolved[#resolved] = nil
    elseif segment ~= "." then
      resolved[#resolved + 1] = segment
    end
  end
  local last = segments[#segments]
  if last == "." or last == ".." then
    resolved[#resolved + 1] = ""
  end
  return table.concat(resolved, "/")
end

local function check_brackets(parts)
  local opens, closes = parts.authority:find("[", 1, true), parts.authority:find("]", 1, true)
  if (opens == nil) ~= (closes == nil) then
    failure.value_error("Invalid IPv6 URL")
  end
  return parts
end

-- Without what Python's urlsplit drops: leading blanks and control characters, tabs, line breaks.
local function cleaned(text)
  return (text:gsub("^[%z\1-\32]+", ""):gsub("[\t\r\n]+", ""))
end

--- Python's urllib.parse.urljoin. Raises a ValueError.
function url.join(base, text)
  if base == "" or text == "" then
    return base == "" and text or base
  end
  local from = check_brackets(url.split(cleaned(base)))
  local to = check_brackets(url.split(cleaned(text)))
  local scheme = to.scheme ~= "" and to.scheme or from.scheme
  if scheme ~= from.scheme or not RELATIVE[scheme] then
    return text
  end
  to.scheme = scheme
  if to.authority ~= "" then
    return url.unsplit(to)
  end
  to.authority = from.authority
  if to.path == "" then
    to.path = from.path
    to.query = to.query ~= "" and to.query or from.query
    return url.unsplit(to)
  end
  to.path = resolve_dots(merged_segments(from.path, to.path))
  if to.path == "" then
    to.path = "/"
  end
  return url.unsplit(to)
end

-- Nothing of the other can change such a text: no scheme, fragment, empty or dotted segment.
local function is_simple_path(text)
  local query = text:find("?", 1, true)
  local path = query and text:sub(1, query - 1) or text
  return not path:find("[^%w_~/.-]") and not path:find("^[/.]") and not path:find("/[/.]")
    and (not query or path ~= "" and query < #text and not text:find("[#\t\r\n]", query))
end

local function is_simple_base(base)
  local is_ready, has_query = http.is_ready(base)
  return is_ready and not has_query and not base:find("/[/.]", 9)
end

--- The URL of a request: the base gets one trailing slash, the path is joined (§9).
function url.of_path(base, path)
  if path == nil or path == "" then
    return base
  elseif http.is_ready(path) and not base:find("[", 1, true) and not base:find("]", 1, true) then
    return path
  end
  if base:sub(-1) ~= "/" then
    base = base .. "/"
  end
  if is_simple_path(path) and is_simple_base(base) then
    return base .. path
  end
  return url.join(base, path)
end

local function percent(char)
  return ("%%%02X"):format(char:byte())
end

--- Python's quote_plus.
url.quote_plus = http.quote

local function unquote_unreserved(hex)
  local char = string.char(tonumber(hex, 16))
  return char:find("^[%w_.~-]$") and char or "%" .. hex
end

--- What may not stand in a URL is percent-encoded; what is encoded stays so.
function url.requote(text)
  return (
    text
      :gsub("%%(%x%x)", unquote_unreserved)
      :gsub("[^%w_.~!#$%%&'()*+,/:;=?@%[%]-]", percent)
  )
end

--- The query of a URL as it is written, "" for none.
function url.query(text)
  local start, fragment = text:find("?", 1, true), text:find("#", 1, true)
  if not start or fragment and fragment < start then
    return ""
  end
  return text:sub(start + 1, fragment and fragment - 1)
end

-- The host in lower case; user:password@ stays.
local function with_lower_host(authority)
  local user, host = authority:match("^(.*@)(.*)$")
  return user and user .. host:lower() or authority:lower()
end

-- A path, query or fragment. Where one "%" begins no escape nothing is one: each is escaped.
local function escaped(text)
  local escapes, signs
  text, escapes = text:gsub("%%%x%x", string.upper)
  signs = select(2, text:gsub("%%", "%%"))
  return (text:gsub(escapes == signs and "[%[%]#]" or "[%%%[%]#]", percent))
end

local function without_dots(path)
  local text = path:find("/.", 1, true) and resolve_dots(segments_of(path)) or path
  return text:sub(1, 1) == "/" and text or "/" .. text
end

--- A prepared URL: the query appended, the path never empty, the host in lower case.
--- @param query string encoded
function url.with_query(text, query)
  local parts = url.split(text)
  parts.authority = with_lower_host(parts.authority)
  parts.path = without_dots(parts.path)
  for _, part in ipairs({ "path", "query", "fragment" }) do
    parts[part] = escaped(parts[part])
  end
  if query ~= "" then
    parts.query = parts.query ~= "" and parts.query .. "&" .. query or query
  end
  return url.requote(url.unsplit(parts))
end

--- Why the host and port of an address cannot be asked, as Python's requests says it; nil where
--- they can.
function url.fault(text)
  local place = url.split(text).authority:match("([^@]*)$")
  local host, port = place:match("^(.*):(%d*)$")
  host = host or place
  if host == "" then
    return ("Invalid URL '%s': No host supplied"):format(text)
  elseif host:find("[%[%]:]") and not host:find("^%[[%x:.]+%]$") then
    return ("Failed to parse: '%s' is not a valid host or port"):format(place)
  elseif host:find(" ", 1, true) then
    return ("Failed to parse: Host '%s' contains invalid character ' '"):format(host)
  elseif (tonumber(port) or 0) > 65535 then
    return "Failed to parse: " .. text
  elseif host:find("^[*.]") then
    return "URL has an invalid label."
  end
end

--- Without query, fragment and user:password@.
function url.public(text)
  local parts = url.split(text)
  parts.authority = parts.authority:match("([^@]*)$")
  parts.query, parts.fragment = "", ""
  return url.unsplit(parts)
end

return url
