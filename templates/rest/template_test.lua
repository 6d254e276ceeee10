return {
  { name = "with the defaults" },
  {
    name = "follows the token of the next page, with a key in a header",
    answers = { pagination = "cursor", page_size = 2, auth = "api_key_header",
      key_header = "X-Token", api_key = "sesame" },
    http = {
      { url = "https://api.example.com/items?cursor=c2", sent = { ["x-token"] = "sesame" },
        json = { data = { { id = 3 } } } },
      { url = "https://api.example.com/items?limit=2", sent = { ["x-token"] = "sesame" },
        json = { data = { { id = 1 }, { id = 2 } }, next_cursor = "c2" } },
    },
    records = 3,
  },
  {
    name = "takes records at the root, without pages and without a key",
    answers = { pagination = "none", auth = "none", records = "." },
    http = { { url = "https://api.example.com/items", json = { { id = 1 } } } },
    records = 1,
  },
  { name = "knows its ways of paging", answers = { pagination = "sideways" },
    fails = "is not one of page" },
}
