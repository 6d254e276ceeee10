--- The texts of HTTP statuses, for errors that are told by their status line.
local reasons = {}

local TEXTS = {
  [400] = "Bad Request",
  [401] = "Unauthorized",
  [402] = "Payment Required",
  [403] = "Forbidden",
  [404] = "Not Found",
  [405] = "Method Not Allowed",
  [406] = "Not Acceptable",
  [408] = "Request Timeout",
  [409] = "Conflict",
  [410] = "Gone",
  [411] = "Length Required",
  [412] = "Precondition Failed",
  [413] = "Request Entity Too Large",
  [415] = "Unsupported Media Type",
  [418] = "I'm a Teapot",
  [422] = "Unprocessable Entity",
  [429] = "Too Many Requests",
  [500] = "Internal Server Error",
  [501] = "Not Implemented",
  [502] = "Bad Gateway",
  [503] = "Service Unavailable",
  [504] = "Gateway Timeout",
}

--- "401 Client Error: Unauthorized for url: …"
function reasons.http_error(status, url)
  local side = status < 500 and "Client" or "Server"
  return ("%d %s Error: %s for url: %s"):format(status, side, TEXTS[status] or "", url)
end

return reasons
