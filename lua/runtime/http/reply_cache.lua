--- Replies kept for one run (§9): by stream, method, URL, headers and body.
local reply_cache = {}
reply_cache.__index = reply_cache

local of_stream = {}
of_stream.__index = of_stream

-- Headers of the library itself say nothing about the reply.
local IGNORED = { ["user-agent"] = true, ["accept-encoding"] = true, accept = true }

local KEPT_METHODS = { GET = true, HEAD = true }

local function key_of(request)
  local parts = { request.method, request.url, request.body or "" }
  local headers = {}
  for _, header in ipairs(request.headers) do
    if not IGNORED[header[1]:lower()] then
      headers[#headers + 1] = header[1]:lower() .. ":" .. header[2]
    end
  end
  table.sort(headers)
  table.move(headers, 1, #headers, #parts + 1, parts)
  return table.concat(parts, "\0")
end

--- @return table|nil reply
function of_stream:get(request)
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
  if KEPT_METHODS[request.method] and reply.status == 200 then
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
