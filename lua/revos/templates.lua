--- Templates of connectors.
return require("revos.members")("revos.templates", {
  { "template", "scaffold.template", "names(root), load(name, root), fill(entry, answers)" },
  { "questions", "scaffold.questions", "answers from --set, from the user and from defaults" },
  { "connector", "scaffold.connector", "make(ctx, slug), update(ctx, slug)" },
  { "newer", "scaffold.newer", "find(root, items): templates that have gone on" },
  { "starter", "scaffold.starter", "files of a new template" },
  { "test", "scaffold.test", "cases(entry), problem(entry, case, root): tests of a template" },
})
