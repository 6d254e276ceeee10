--- The command line itself.
return require("revos.members")("revos.commands", {
  { "scripts", "cli.scripts", "find(roots, words), names(roots): which script answers" },
  { "aliases", "cli.aliases", "names of one's own for commands" },
  { "programs", "cli.programs", "find(word), list(), run(file, words): programs on PATH" },
  { "extension_check", "cli.extension_check", "run(root, roots): idle aliases and hooks" },
  { "script_check", "cli.script_check", "run(root): scripts that can never answer" },
  { "help", "cli.help", "the help of a command and of all" },
  { "report", "cli.report", "a failure as text or as JSON" },
  { "doctor", "cli.doctor", "checks(ctx): what may be amiss" },
  { "completion", "cli.completion", "completion scripts of shells" },
  { "version", "cli.version", "what version prints" },
  { "tests", "testing.runner", "find(ctx, paths), run(found): the tests beside scripts" },
  { "test_report", "cli.test_report", "option(), row(subject, of, result, file), "
    .. "write(ctx, subject, rows): outcomes of tests" },
  { "new_script", "scaffold.script", "files(name, is_command), write(root, files): a new script" },
  { "description", "scaffold.description", "functions(module, path), text(name): what there is" },
  { "worker", "util.worker", "work in the child process of the sandbox" },
})
