return {
  { name = "with the defaults" },
  { name = "with the token in a header", answers = { send_as = "header" } },
}
