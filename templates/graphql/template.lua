return {
  summary = "A GraphQL API: one query, relay pages, errors told from answers with status 200",
  version = "1",
  questions = {
    {
      name = "base_url",
      prompt = "Base address of the API",
      default = "https://api.example.com",
      pattern = "https?://[^\\s/]+[^\\s]*[^\\s/]",
    },
    {
      name = "path",
      prompt = "Path of the GraphQL endpoint",
      default = "graphql",
      pattern = "[^\\s?#]+",
    },
    {
      name = "stream",
      prompt = "The field of the query that lists records; the stream's name too",
      default = "items",
      pattern = "[A-Za-z_][A-Za-z0-9_]*",
    },
    {
      name = "fields",
      prompt = "Fields of a record, with blanks between them",
      default = "id name updatedAt",
      pattern = "[A-Za-z_][A-Za-z0-9_]*( [A-Za-z_][A-Za-z0-9_]*)*",
    },
    {
      name = "pagination",
      prompt = "Pages: relay (first, after, pageInfo), offset (limit, offset), or none",
      choices = { "relay", "offset", "none" },
      default = "relay",
    },
    {
      name = "page_size",
      type = "integer",
      prompt = "Records on a page",
      default = 50,
      pattern = "[1-9][0-9]{0,3}",
      when = { pagination = { "relay", "offset" } },
    },
    {
      name = "api_key",
      prompt = "The API key or token, for secrets/config.json",
      default = "your-key-here",
      secret = true,
    },
  },
}
