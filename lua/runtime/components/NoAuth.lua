return {
  type = "NoAuth",
  kind = "authenticator",
  summary = "Sends requests without authentication.",
  fields = {},
  build = function()
    return {
      request_options = function()
        return {}
      end,
      is_steady = function()
        return true
      end,
    }
  end,
}
