return {
  { name = "with the defaults" },
  { name = "with an offset", answers = { pagination = "offset" } },
}
