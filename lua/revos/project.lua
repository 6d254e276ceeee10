--- The project: where it is, what is in it, whether it is sound.
return require("revos.members")("revos.project", {
  { "find", "project.find", "root(): the folder of the project around the current one, or nil" },
  { "project", "project.project", "open(options), load(root), at(root); connectors(), find(name) "
    .. "and select(paths) of an opened one, which is what ctx.project is" },
  { "connector", "project.connector", "load(project, item): connector.yaml and manifest.yaml, "
    .. "read and checked, with their positions" },
  { "shape_schema", "project.shape_schema", "make(shape, title): a file as a JSON Schema" },
  { "slug", "project.slug", "is_valid(text), reason(text), from_name(text), title(slug)" },
  { "lint", "project.lint", "run(root, items): findings; summary(findings)" },
  { "report", "project.lint.report", "findings as text, JSON and the formats of other programs" },
  { "suppress", "project.lint.suppress", "what comments and exceptions silence" },
  { "stale", "project.lint.stale", "run(root, items, options): exceptions that do nothing" },
  { "format", "project.format", "the canonical form of connector.yaml and manifest.yaml" },
  { "identity", "project.identity", "who a connector is" },
  { "ignore", "project.ignore", "complete(text): what .gitignore of a project has to have" },
  { "replace", "project.replace", "make(root, folder, files), files(root, folder, files): all "
    .. "or none" },
  { "extensions", "project.extensions", "aliases and hooks of revos.yaml" },
  { "trust", "project.trust", "is_trusted(folder), grant(folder), revoke(folder)" },
})
