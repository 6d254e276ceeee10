return {
  summary = "Forget the stored token",
  examples = { "revos auth logout" },
  run = function(ctx)
    local credentials = require("revos.workspace").credentials
    local address, message, code, details = credentials.address(ctx)
    if not address then
      return nil, message, code, details
    end
    local had
    had, message, code, details = credentials.forget(address)
    if had == nil then
      return nil, message, code, details
    elseif ctx.args.json then
      ctx.out:json({ address = address, forgotten = had })
    else
      ctx.out:line("%s: %s", address, had and "token forgotten" or "no token was stored")
    end
    return true
  end,
}
