return {
  { name = "with the defaults" },
  { name = "by a parameter", answers = { ask_by = "parameter", incremental = true } },
}
