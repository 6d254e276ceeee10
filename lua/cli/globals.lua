--- The options that every command takes, before and after its name.
return {
  { name = "directory", short = "C", value = "DIR", many = true, doc = "run as if started in DIR" },
  { name = "workspace", short = "w", value = "NAME", complete = "workspaces",
    doc = "use this workspace of the project" },
  { name = "org", short = "o", value = "ID", doc = "organisation, outside a project" },
  { name = "json", type = "boolean", doc = "one JSON document on standard output" },
  { name = "quiet", short = "q", type = "boolean", doc = "say less" },
  { name = "verbose", short = "v", type = "count", doc = "say more; -vv shows HTTP requests" },
  { name = "color", value = "WHEN", choices = { "auto", "always", "never" }, doc = "use colours" },
  { name = "input", type = "boolean", default = true, doc = "never ask", negated = true },
  { name = "yes", short = "y", type = "boolean", doc = "answer yes to confirmations" },
  { name = "scripts", value = "DIR", doc = "look for scripts in DIR first" },
  { name = "help", short = "h", type = "boolean", doc = "show help" },
  { name = "version", type = "boolean", doc = "show the version" },
}
