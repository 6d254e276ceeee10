--- What to do with a reply: { action, type, message } (§10).
local response = require("runtime.http.response")

local resolution = {}

resolution.SUCCESS = { action = "SUCCESS" }

local function entry(action, kind, message)
  return { action = action, type = kind, message = message }
end

local BY_STATUS = {
  [400] = entry("FAIL", "system_error", "Bad request. Please check your request parameters."),
  [401] = entry(
    "FAIL",
    "config_error",
    "Unauthorized. Please ensure you are authenticated correctly."
  ),
  [403] = entry(
    "FAIL",
    "config_error",
    "Forbidden. You don't have permission to access this resource."
  ),
  [404] = entry(
    "FAIL",
    "system_error",
    "Not found. The requested resource was not found on the server."
  ),
  [405] = entry("FAIL", "system_error", "Method not allowed. Please check your request method."),
  [408] = entry("RETRY", "transient_error", "Request timeout."),
  [429] = entry("RATE_LIMITED", "transient_error", "Too many requests."),
  [500] = entry("RETRY", "transient_error", "Internal server error."),
  [502] = entry("RETRY", "transient_error", "Bad gateway."),
  [503] = entry("RETRY", "transient_error", "Service unavailable."),
  [504] = entry("RETRY", "transient_error", "Gateway timeout."),
}

for status, found in pairs(BY_STATUS) do
  found.message = ("HTTP Status Code: %d. Error: %s"):format(status, found.message)
end

local BAD_SCHEME = entry(
  "FAIL",
  "config_error",
  "Invalid Protocol Schema: The endpoint that data is being requested from is using an invalid or "
    .. "insecure. Exception: requests.exceptions.InvalidSchema"
)

--- The table's entry for a status, or nil.
function resolution.of_status(status)
  return BY_STATUS[status]
end

local function text_of(reply)
  local charset = reply.body:find("[\x80-\xFF]") and response.charset(reply)
  local encoding = charset and require("runtime.decoders.encoding")
  return encoding and encoding.is_latin1(charset) and encoding.decode(reply.body, charset)
    or reply.body
end

local function fallback_text(reply)
  if response.is_ok(reply) then
    return "Unexpected response with HTTP status " .. reply.status
  end
  local side = reply.status < 500 and "Client" or "Server"
  return ("Response was not ok: `%d %s Error: %s for url: %s`. Response content is: %s"):format(
    reply.status,
    side,
    reply.reason or "",
    reply.url,
    text_of(reply)
  )
end

--- What holds when no filter has an opinion.
--- @param reply table|nil
--- @param problem table|nil of a request without reply: message, code, bad_scheme
function resolution.default(reply, problem)
  if problem then
    if problem.bad_scheme then
      return BAD_SCHEME
    end
    local redirects = problem.message:match("more than (%d+) redirects$")
    local text = redirects and ("TooManyRedirects: Exceeded %s redirects."):format(redirects)
    if problem.code == "limit" and not redirects then
      return entry("FAIL", "system_error", problem.message) -- the next answer is as large
    end
    return entry("RETRY", "system_error", text or "ConnectionError: " .. problem.message)
  end
  if response.is_ok(reply) then
    return resolution.SUCCESS
  end
  local known = BY_STATUS[reply.status]
  if known then
    return known
  end
  local fallback = entry("RETRY", "system_error", fallback_text(reply))
  fallback.quotes_reply = true
  return fallback
end

return resolution
