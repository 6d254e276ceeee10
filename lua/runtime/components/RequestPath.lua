return {
  type = "RequestPath",
  kind = "request_option",
  summary = "The page token is the path or the URL of the next request.",
  fields = {},
  build = function()
    return { is_path = true, place = "path", is_steady = true }
  end,
}
