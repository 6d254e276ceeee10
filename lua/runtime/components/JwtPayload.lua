local CONFIG = { "config" }

return {
  type = "JwtPayload",
  untyped = true,
  closed = true,
  kind = "jwt_payload",
  summary = "The claims of a JSON Web Token; `iat`, `nbf` and `exp` are set from the clock.",
  fields = {
    { name = "iss", type = "string", template = CONFIG, doc = "Who issued the token." },
    { name = "sub", type = "string", template = CONFIG, doc = "Whom it speaks of." },
    { name = "aud", type = "string", template = CONFIG, doc = "Whom it is for." },
  },
  build = function(node)
    return node
  end,
}
