local CONFIG = { "config" }

return {
  type = "JwtHeaders",
  untyped = true,
  closed = true,
  kind = "jwt_headers",
  summary = "The headers of a JSON Web Token; `alg` is set from the algorithm.",
  fields = {
    { name = "kid", type = "string", template = CONFIG, doc = "Which key signs the token." },
    {
      name = "typ",
      type = "string",
      default = "JWT",
      template = CONFIG,
      doc = "The media type of the token.",
    },
    { name = "cty", type = "string", template = CONFIG, doc = "The type of its content." },
  },
  build = function(node)
    return node
  end,
}
