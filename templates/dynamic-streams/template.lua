return {
  summary = "Streams that an endpoint lists: one for each dataset, table or form of the account",
  version = "1",
  questions = {
    {
      name = "base_url",
      prompt = "Base address of the API",
      default = "https://api.example.com",
      pattern = "https?://[^\\s/]+[^\\s]*[^\\s/]",
    },
    {
      name = "list_path",
      prompt = "Path of the endpoint that lists what becomes a stream",
      default = "datasets",
      pattern = "[^\\s?#]*[^\\s?#/]",
    },
    {
      name = "records",
      prompt = "Where the records are in an answer, such as data.items; a dot: it is the list",
      default = "data",
      pattern = "\\.|[^\\s.]*(\\.[^\\s.]+)*",
    },
    {
      name = "id_field",
      prompt = "The field of a listed entry that its records are asked by",
      default = "id",
      pattern = "[^\\s.'\"\\\\]+",
    },
    {
      name = "name_field",
      prompt = "The field of a listed entry that names its stream",
      default = "name",
      pattern = "[^\\s.'\"\\\\]+",
    },
    {
      name = "schema",
      prompt = "Where fields come from: an endpoint that describes them, or nowhere (open)",
      choices = { "endpoint", "open" },
      default = "endpoint",
    },
    {
      name = "stream",
      prompt = "The name of one stream, for the catalog of the tests",
      default = "customers",
      pattern = ".+",
    },
    {
      name = "api_key",
      prompt = "The API key or token, for secrets/config.json",
      default = "your-key-here",
      secret = true,
    },
  },
}
