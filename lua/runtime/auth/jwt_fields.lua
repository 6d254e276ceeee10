--- The fields of JwtAuthenticator.
local CONFIG = { "config" }

return {
  {
    name = "secret_key",
    type = "string",
    required = true,
    template = CONFIG,
    secret = true,
    doc = "The secret or the private key (PEM) that signs the token.",
    example = "{{ config['secret_key'] }}",
  },
  {
    name = "base64_encode_secret_key",
    type = "boolean",
    default = false,
    template = CONFIG,
    doc = "Whether the secret is encoded in base64 first.",
  },
  {
    name = "algorithm",
    type = "enum(HS256,HS384,HS512,ES256,ES256K,ES384,ES512,RS256,RS384,RS512,PS256,PS384,PS512,"
      .. "EdDSA)",
    required = true,
    doc = "How the token is signed.",
    example = "HS256",
  },
  {
    name = "token_duration",
    type = "integer",
    default = 1200,
    doc = "How many seconds a token is good.",
    example = 3600,
  },
  {
    name = "header_prefix",
    type = "string",
    template = CONFIG,
    doc = "What stands before the token in the header.",
    example = "Bearer",
  },
  {
    name = "jwt_headers",
    type = "@JwtHeaders",
    doc = "The headers of the token.",
    example = { kid = "{{ config['kid'] }}", typ = "JWT" },
  },
  {
    name = "additional_jwt_headers",
    type = "object",
    template = CONFIG,
    doc = "Further headers of the token.",
  },
  {
    name = "jwt_payload",
    type = "@JwtPayload",
    doc = "The claims of the token.",
    example = { iss = "{{ config['client_id'] }}", aud = "appstoreconnect-v1" },
  },
  {
    name = "additional_jwt_payload",
    type = "object",
    template = CONFIG,
    doc = "Further claims.",
  },
  {
    name = "passphrase",
    type = "string",
    template = CONFIG,
    secret = true,
    doc = "The passphrase of an encrypted private key.",
    example = "{{ config['passphrase'] }}",
  },
  {
    name = "request_option",
    type = "@RequestOption",
    doc = "Where in the request the token goes; the Authorization header when left out.",
  },
}
