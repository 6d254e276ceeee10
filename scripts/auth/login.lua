local function read_token(ctx, address)
  local given = ctx.args.token
  if given == "-" then
    return require("host.term").read_all()
  elseif given then
    return nil, "--token: a token on the command line can be read by others", "usage",
      { hint = "give it on standard input with --token -" }
  end
  return ctx.ask({ name = "token", prompt = "Token for " .. address, secret = true,
    option = "--token -" })
end

return {
  summary = "Store a token for the API",
  options = { { name = "token", value = "-", doc = "read the token from standard input" } },
  examples = { "revos auth login", "revos auth login --token - < token.txt" },
  run = function(ctx)
    local credentials = require("revos.workspace").credentials
    local address, message, code, details = credentials.address(ctx)
    if not address then
      return nil, message, code, details
    end
    local token
    token, message, code, details = read_token(ctx, address)
    token = token and token:match("^%s*(.-)%s*$")
    if not token or token == "" then
      return nil, message or "the token is empty", code or "usage", details
    end
    local ok
    ok, message, code, details = credentials.store(address, token)
    if not ok then
      return nil, message, code, details
    elseif ctx.args.json then
      ctx.out:json({ address = address, authenticated = true })
    else
      ctx.out:line("%s: token stored", address)
    end
    return true
  end,
}
