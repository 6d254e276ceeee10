--- The workspace as a server.
return require("revos.members")("revos.server", {
  { "serve", "serve", "runs until a signal" },
  { "options", "serve.options", "options of its commands" },
  { "database", "serve.database", "where it keeps things" },
  { "grant", "serve.grant", "tokens and applications" },
  { "log", "serve.log", "a line for each request" },
})
