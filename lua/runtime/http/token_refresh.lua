--- REFRESH_TOKEN_THEN_RETRY (§10): at most one refresh of the token for a request.
local failure = require("runtime.failure")

local token_refresh = {}

local function rejection(request, reply, problem)
  local status = reply and "status code '" .. reply.status .. "'"
    or "exception '" .. problem.message .. "'"
  return ("'%s' request to '%s' was rejected with %s"):format(request.method, request.url, status)
end

local function rejected_twice(request, reply, problem, found)
  local refreshed = request.refreshed == "refreshed"
  local what = refreshed and "again after the OAuth token was refreshed"
    or "and the OAuth token could not be refreshed"
  local internal = ("%s %s; not refreshing again."):format(
    rejection(request, reply, problem),
    what
  )
  if found.message and found.message ~= "" then
    internal = internal .. (" Error handler message: '%s'"):format(found.message)
  end
  failure.raise({
    internal = internal,
    message = refreshed and "Refreshed OAuth access token is rejected by the API."
      or "API rejects the current OAuth access token and the token refresh failed.",
    type = refreshed and "config_error" or "transient_error",
  })
end

local function sent_authorization(request)
  for _, header in ipairs(request.headers) do
    if header[1]:lower() == "authorization" then
      return header[2]
    end
  end
end

--- Refreshes, unless the token has changed since the request was sent. Raises when the request was
--- rejected again.
--- @param self table the http_client
function token_refresh.run(self, request, reply, problem, found)
  if request.refreshed then
    rejected_twice(request, reply, problem, found)
  end
  local authenticator = self.authenticator
  if not authenticator or not authenticator.refresh then
    return self.run.messages:warn(
      "REFRESH_TOKEN_THEN_RETRY action received but authenticator does not support token refresh. "
        .. "Proceeding with normal retry."
    )
  end
  local sent = sent_authorization(request)
  local now = authenticator.current_header and authenticator:current_header()
  if sent and now and now ~= sent then
    request.refreshed = "refreshed"
  else
    request.refreshed = authenticator:refresh(rejection(request, reply, problem))
      or "refreshed"
  end
end

return token_refresh
