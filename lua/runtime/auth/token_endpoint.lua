--- One request to the token endpoint of an OAuth provider, and what its refusals mean (§11).
local failure = require("runtime.failure")
local header_value = require("runtime.http.header_value")
local json = require("host.json")
local lists = require("util.lists")
local reasons = require("runtime.auth.reasons")
local requests = require("runtime.http.requests")
local scheduler = require("runtime.scheduler")

local endpoint = {}

local MAX_TIME = 300 -- seconds of waiting for an endpoint that is busy
local DETAIL_LENGTH, BODY_LENGTH = 64, 1000

local REJECTED = "Refresh token was rejected by the OAuth provider (invalid, expired, or already "
  .. "used). Re-authenticate this source's credentials in its connection settings."

local function send(request)
  local transfer, message = require("host.http").start({
    method = "POST",
    url = request.url,
    headers = request.headers,
    body = request.body,
    follow = true,
  })
  if not transfer then
    return nil, message
  end
  return scheduler.await(transfer)
end

local function truncated(text, length)
  return #text <= length and text or text:sub(1, length) .. "..."
end

local function squeezed(text)
  return (text:gsub("%s+", " "):gsub("^ ", ""):gsub(" $", ""))
end

--- The provider's `error` and the code that begins its description; the prose is left out, because
--- it differs from try to try.
local function detail_of(content, mask)
  local parts = {}
  if type(content.error) == "string" and content.error:find("%S") then
    parts[1] = squeezed(content.error)
  end
  local description = content.error_description
  if type(description) == "string" then
    parts[#parts + 1] = description:match("^%s*(%a%a%a+%d%d%d%d+)%f[^%w_]")
  end
  return #parts > 0 and truncated(mask(table.concat(parts, ": ")), DETAIL_LENGTH)
end

local function raise_rejected(reply, content, options)
  local detail = detail_of(content, options.mask)
  failure.raise({
    type = "config_error",
    message = REJECTED .. (detail and " Provider error: " .. detail or ""),
    internal = ("Refresh token rejected by the OAuth token endpoint. HTTP %d: %s"):format(
      reply.status,
      truncated(options.mask(reply.body), BODY_LENGTH)
    ),
  })
end

local function judge(reply, request, options)
  local content = json.decode(reply.body)
  local rules = options.error_rules
  if json.is_object(content) and lists.contains(rules.status_codes, reply.status)
    and lists.contains(rules.values, content[rules.key]) then
    raise_rejected(reply, content, options)
  end
  failure.raise({
    class = "HTTPError",
    message = reasons.http_error(reply.status, reply.url or request.url),
  })
end

local function is_busy(reply)
  return not reply or reply.status == 429 or reply.status >= 500
end

local function raise_busy(reply, reason, request)
  if reply then
    failure.raise({
      class = "DefaultBackoffException",
      type = "transient_error",
      message = ("Request URL: %s, Response Code: %d, Response Text: %s"):format(
        request.url,
        reply.status,
        reply.body
      ),
    })
  end
  failure.raise({
    type = "transient_error",
    message = "OAuth access token refresh request failed due to a network error.",
    internal = "Network error during OAuth token refresh after retries were exhausted: "
      .. tostring(reason),
  })
end

--- Waits of 1, 2, 4 … seconds at most, each shortened at random.
local function exchange(request, log)
  local waited, tries = 0, 0
  while true do
    local reply, reason = send(request)
    if not is_busy(reply) then
      return reply
    elseif waited >= MAX_TIME then
      raise_busy(reply, reason, request)
    end
    local seconds = math.min(math.random() * (1 << math.min(tries, 20)), MAX_TIME - waited)
    tries = tries + 1
    log(("Caught retryable error after %d tries. Waiting %.1f seconds then retrying..."):format(
      tries,
      seconds
    ))
    scheduler.sleep(seconds)
    waited = waited + math.max(seconds, 0.01)
  end
end

--- Posts and returns the decoded reply. Raises failures.
--- @param options table url; headers, params, form (JSON objects); error_rules { status_codes,
---   key, values }; mask(text); log(text)
function endpoint.post(options)
  header_value.check_texts(options.headers)
  local request = requests.prepare("POST", options.url, {
    headers = options.headers,
    params = options.params,
    body_data = options.form,
  })
  local reply = exchange(request, options.log)
  if reply.status >= 400 then
    judge(reply, request, options)
  end
  local content = json.decode(reply.body)
  if content == nil then
    failure.raise({
      class = "JSONDecodeError",
      message = "Expecting value: line 1 column 1 (char 0)",
    })
  end
  return content
end

return endpoint
