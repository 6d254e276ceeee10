-- Whom a token names, when it is a JSON web token that says so.
local function subject(token)
  local payload = token and token:match("^[^.]+%.([^.]+)%.[^.]*$")
  if not payload then
    return nil
  end
  local json = require("host.json")
  local text = require("host.hash").base64_decode((payload:gsub("-", "+"):gsub("_", "/"))
    .. ("="):rep(-#payload % 4))
  local claims = text and json.decode(text)
  if not json.is_object(claims) then
    return nil
  end
  for _, name in ipairs({ "email", "name", "sub" }) do
    if type(claims[name]) == "string" then
      return claims[name]
    end
  end
  return nil
end

local function describe(address)
  local json = require("host.json")
  local variable = require("host.process").getenv("REVOS_TOKEN")
  variable = variable ~= "" and variable or nil
  local entry = require("revos.workspace").credentials.entry(address)
  local token = variable or entry and entry.token
  return json.new_object({
    { "address", address },
    { "authenticated", token ~= nil },
    { "source", variable and "REVOS_TOKEN" or entry and "credentials.json" or json.null },
    { "subject", subject(token) or json.null },
    { "storedAt", not variable and entry and entry.storedAt or json.null },
  })
end

return {
  summary = "Show whether a token is there, and whose",
  examples = { "revos auth status" },
  run = function(ctx)
    local json = require("host.json")
    local credentials = require("revos.workspace").credentials
    local address, message, code, details = credentials.address(ctx)
    if not address then
      return nil, message, code, details
    end
    local stored
    stored, message, code, details = credentials.load()
    if not stored then
      return nil, message, code, details
    end
    local status = describe(address)
    if ctx.args.json then
      ctx.out:json(status)
    elseif not status.authenticated then
      ctx.out:line("%s: no token", address)
    else
      local whom = status.subject ~= json.null and " as " .. status.subject or ""
      ctx.out:line("%s: authenticated%s (%s)", address, whom, status.source)
    end
    return status.authenticated
  end,
}
