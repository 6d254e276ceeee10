return {
  { name = "with the defaults" },
  { name = "with times in seconds", answers = { filter = "client", time_format = "epoch" } },
}
