--- What each template is tried with, against the API of rules.json. `at` is where below the
--- stand-in the API of the case lies; `reads` counts the records of a read; `again` those of a
--- second one from the state of the first.
local key = "sesame"

local function rest(at, answers, reads)
  answers.api_key = answers.api_key == nil and key or answers.api_key or nil
  return { template = "rest", at = at, answers = answers, reads = reads or 3 }
end

local oauth = { client_id = "id", client_secret = key }

local function export(format, compression)
  return {
    template = "export-job", at = ("export-%s-%s"):format(format, compression), reads = 3,
    answers = {
      format = format, compression = compression, api_key = key,
      download_key = tostring(format == "json" and compression == "none"),
    },
  }
end

local function family(ask_by, incremental)
  return { template = "parent-child", at = ask_by, reads = 5, answers = {
    ask_by = ask_by, incremental = incremental, api_key = key, page_size = 50 } }
end

return {
  rest("page", { pagination = "page", page_size = 2 }),
  rest("offset", { pagination = "offset", page_size = 2 }),
  rest("cursor", { pagination = "cursor", page_size = 2 }),
  rest("nested", { pagination = "cursor", cursor_path = "meta.next", records = "result.things",
    stream = "things", path = "v2/things" }),
  rest("link", { pagination = "link", page_size = 2, records = "." }),
  rest("none", { pagination = "none", auth = "none", api_key = false }),
  rest("header", { pagination = "none", auth = "api_key_header", key_header = "X-Token" }),
  rest("query", { pagination = "none", auth = "api_key_query", key_parameter = "key" }),
  rest("basic", { pagination = "none", auth = "basic", username = "ann", password = key,
    api_key = false }),
  rest("refresh", { pagination = "none", auth = "oauth_refresh_token", refresh_token = "r1",
    client_id = oauth.client_id, client_secret = oauth.client_secret, api_key = false }),
  rest("client", { pagination = "none", auth = "oauth_client_credentials", api_key = false,
    client_id = oauth.client_id, client_secret = oauth.client_secret }),

  { template = "incremental", at = "window", now = "2024-02-15T12:00:00Z", reads = 3, again = 1,
    answers = { filter = "window", time_format = "timestamp", api_key = key } },
  { template = "incremental", at = "since", now = "2024-02-15T12:00:00Z", reads = 2, again = 1,
    answers = { filter = "since", time_format = "date", start_parameter = "since",
      lookback = "none", api_key = key } },
  { template = "incremental", at = "mine", now = "2024-02-15T12:00:00Z", reads = 2, again = 1,
    answers = { filter = "client", time_format = "epoch", api_key = key } },

  family("path", "false"),
  family("path", "true"),
  family("parameter", "false"),
  family("parameter", "true"),

  { template = "graphql", at = "relay", reads = 3, answers = { api_key = key, page_size = 2 } },
  { template = "graphql", at = "limit", reads = 3,
    answers = { pagination = "offset", api_key = key, page_size = 2 } },
  { template = "graphql", at = "all", reads = 3, answers = { pagination = "none", api_key = key } },
  { template = "graphql", at = "wrong", fails = "The API refused the query: no field 'nodes'",
    answers = { api_key = key } },

  export("csv", "gzip"),
  export("csv", "none"),
  export("jsonl", "gzip"),
  export("jsonl", "none"),
  export("json", "gzip"),
  export("json", "none"),

  { template = "dynamic-streams", at = "dynamic", reads = 3,
    answers = { schema = "endpoint", api_key = key } },
  { template = "dynamic-streams", at = "dynamic", reads = 2,
    answers = { schema = "open", stream = "orders", api_key = key } },

  { template = "session-login", at = "session", reads = 3,
    answers = { username = "ann", password = key } },
  { template = "session-login", at = "session", reads = 3,
    answers = { username = "ann", password = key, send_as = "header" } },

  { template = "hello-world", at = "page", answers = {}, no_read = true },
}
