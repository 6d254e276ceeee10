return require("runtime.custom").declaration(
  "CustomAuthenticator",
  "authenticator",
  "Authentication of the connector's own."
)
