return {
  { name = "with the defaults" },
  { name = "with a schema for all", answers = { schema = "open" } },
}
