--- Replies kept for one run (§9): by stream, method, URL, headers and body. The order of parameters
--- and what credentials are sent do not count: a token may be renewed between two requests.
local reply_cache = {}
reply_cache.__index = reply_cache

local of_stream = {}
of_stream.__index = of_stream

-- Headers of the library itself say nothing about the reply.
local IGNORED = { ["user-agent"] = true, ["accept-encoding"] = true, accept = true }

local KEPT_METHODS = { GET = true, HEAD = true }

-- Headers and parameters of these names count, but not their values.
local CREDENTIALS = {
  Authorization = true, ["Proxy-Authorization"] = true, ["X-API-Key"] = true,
  ["X-Auth-Token"] = true, ["X-API-Token"] = true, ["X-Access-Token"] = true,
  access_token = true, api_key = true, apikey = true,
}

-- A parameter with an empty value is as good as none.
local function add_parameters(parts, query)
  local pieces = {}
  for name, value in query:gmatch("([^&=]+)(=?[^&]*)") do
    if value ~= "=" then
      pieces[#pieces + 1] = name .. (CREDENTIALS[name] and "" or value)
    end
  end
  table.sort(pieces)
  table.move(pieces, 1, #pieces, #parts + 1, parts)
end

local function add_headers(parts, list)
  local headers = {}
  for _, header in ipairs(list) do
    local name = header[1]:lower()
    if not IGNORED[name] then
      headers[#headers + 1] = name .. ":" .. (CREDENTIALS[header[1]] and "" or header[2])
    end
  end
  table.sort(headers)
  table.move(headers, 1, #headers, #parts + 1, parts)
end

local function key_of(request)
  local address, query = request.url:match("^([^?]*)%??(.*)$")
  local parts = { request.method, address, request.body or "" }
  add_parameters(parts, query)
  add_headers(parts, request.headers)
  return table.concat(parts, "\0")
end

-- The place of the header in which a request says how it wants to be kept, nil for none.
local function place_of_control(request)
  for index, header in ipairs(request.headers) do
    if header[1]:lower() == "cache-control" then
      return index
    end
  end
end

-- Its directives: as a list in the order of the reference's cache, and as a set.
local function directives_of(request)
  local place, list, set = place_of_control(request), {}, {}
  for text in (place and request.headers[place][2] or ""):gmatch("[^,]+") do
    local name = text:match("^%s*(.-)%s*$"):lower()
    if not set[text] then
      list[#list + 1] = text
    end
    set[text], set[name] = true, true
  end
  table.sort(list)
  return set, list, place
end

--- Sends the directives of Cache-Control as the cache of the reference does: in order, each once.
function of_stream.prepare(request)
  local _, list, place = directives_of(request)
  if #list > 1 and not request.in_order then
    request.in_order = true -- also when it is sent again
    local name, text = request.headers[place][1], table.concat(list, ",")
    request.headers = table.move(request.headers, 1, #request.headers, 1, {})
    request.headers[place] = { name, text:match("^%s*(.*)$") }
  end
end

--- @return table|nil reply
function of_stream:get(request)
  local directives = directives_of(request)
  if directives["no-cache"] or directives["no-store"] then
    return nil
  end
  local kept = KEPT_METHODS[request.method] and self.replies[key_of(request)]
  if not kept then
    return nil
  end
  return {
    status = kept.status,
    reason = kept.reason,
    headers = kept.headers,
    body = kept.body,
    url = kept.url,
    request = request,
    from_cache = true,
  }
end

--- Keeps a reply, when it is one that may be given again.
function of_stream:put(request, reply)
  if
    KEPT_METHODS[request.method]
    and reply.status == 200
    and not directives_of(request)["no-store"]
  then
    reply.bytes = reply.body -- which nobody releases
    self.replies[key_of(request)] = reply
  end
end

function reply_cache.new()
  return setmetatable({ streams = {} }, reply_cache)
end

--- The cache of one stream; a parent and the stream's own read share it.
function reply_cache:of_stream(name)
  if not self.streams[name] then
    self.streams[name] = setmetatable({ replies = {} }, of_stream)
  end
  return self.streams[name]
end

return reply_cache
