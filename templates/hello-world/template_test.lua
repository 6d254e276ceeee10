return {
  { name = "with the defaults" },
  {
    name = "reads page by page until one is not full",
    answers = { base_url = "https://posts.example" },
    http = {
      { url = "https://posts.example/posts?_page=1", json = { { id = 1, title = "oak" } } },
    },
    records = 1,
  },
  { name = "wants an address", answers = { base_url = "posts" }, fails = "does not match" },
}
