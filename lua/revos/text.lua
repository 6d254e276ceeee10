--- Helpers over texts, lists and paths.
return require("revos.members")("revos.text", {
  { "text", "util.text", "count(number, word), lines(text), starts(text, start), trim(text)" },
  { "path", "util.path", "absolute(path), normalize(path), below(path, base), folder(path), "
    .. "name(path), find(program)" },
  { "address", "util.address", "shown(url), problem(url), is_loopback(url), is_known(url)" },
  { "title", "util.title", "problem(text): why it cannot be the name of a connector or source" },
  { "suggest", "util.suggest", "hint(word, candidates): \"did you mean 'check'?\"" },
  { "scalar", "util.scalar", "a text as a YAML scalar" },
  { "lists", "util.lists", "helpers over lists" },
  { "json_file", "util.json_file", "read(path, shown), object(path, shown, what): JSON in a file" },
  { "diff", "util.line_diff", "two texts as a unified diff" },
})
