return {
  { name = "with the defaults" },
  { name = "of packed JSON lines", answers = { format = "jsonl", compression = "gzip" } },
}
