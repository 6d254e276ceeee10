local api = "https://api.example.com/"

return {
  { name = "a parent that is gone has no children", records = 2, http = {
    { url = api .. "projects", query = { page = "1" },
      json = { data = { { id = 7 }, { id = 8 } } } },
    { url = api .. "projects/*", status = 404 },
  } },
  { name = "with the defaults" },
  { name = "by a parameter", answers = { ask_by = "parameter", incremental = true } },
}
