--- A request of an authenticator's own, without retries.
local failure = require("runtime.failure")
local requests = require("runtime.http.requests")
local scheduler = require("runtime.scheduler")

local plain_request = {}

-- Bytes; what a token comes in is small.
local MOST_BODY = 16 << 20

--- @param parts table method, url, headers (JSON object), body_json
--- @return table reply; raises a ConnectionError when there is none
function plain_request.send(parts)
  local request = requests.prepare(parts.method, parts.url, parts)
  local transfer, message = require("host.http").start({
    method = request.method,
    url = request.url,
    headers = request.headers,
    body = request.body,
    follow = true,
    max_body = MOST_BODY,
  })
  local reply = nil
  if transfer then
    reply, message = scheduler.await(transfer)
  end
  if not reply then
    failure.raise({ class = "ConnectionError", message = message })
  end
  return reply
end

return plain_request
