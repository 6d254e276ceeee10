--- What scripts of one's own may use beside host.*: each module by its name, such as
--- require("revos.project").
---
--- VERSION counts up when a module or a member goes or changes its meaning; what is added does
--- not count. A script that needs one says so: assert(require("revos").VERSION >= 1).
local revos = { VERSION = 1 }

--- The modules, with a line about each.
revos.MODULES = {
  { "revos.project", "the project: where it is, what is in it, whether it is sound" },
  { "revos.workspace", "where connectors are registered: plan, apply, versions, sources" },
  { "revos.runtime", "connectors at work: spec, check, discover, read, expressions" },
  { "revos.output", "what a command prints: lines, tables, JSON, colours" },
  { "revos.prompts", "questions: ask, confirm, choose" },
  { "revos.tables", "rows in columns, as a text" },
  { "revos.progress", "how far a long command is" },
  { "revos.text", "texts, lists, paths, nearest names" },
  { "revos.templates", "templates of connectors" },
  { "revos.policies", "policies of the organisation" },
  { "revos.commands", "the command line itself: which script answers, help" },
  { "revos.server", "the workspace as a server" },
  { "revos.testing", "tests of scripts: fakes and assertions" },
}

return revos
