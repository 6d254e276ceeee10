return {
  summary = "An export: start a job, wait for it, download its file (CSV, JSON lines; gzip)",
  version = "1",
  questions = {
    {
      name = "base_url",
      prompt = "Base address of the API",
      default = "https://api.example.com",
      pattern = "https?://[^\\s/]+[^\\s]*[^\\s/]",
    },
    {
      name = "stream",
      prompt = "Name of the stream, and of what is exported",
      default = "orders",
      pattern = "[A-Za-z][A-Za-z0-9_]*",
    },
    {
      name = "path",
      prompt = "Path where jobs are started",
      default = "exports",
      pattern = "[^\\s?#]+",
    },
    {
      name = "primary_key",
      prompt = "The field that tells records apart",
      default = "id",
      pattern = "\\S+",
    },
    {
      name = "format",
      prompt = "What the file is",
      choices = { "csv", "jsonl", "json" },
      default = "csv",
    },
    {
      name = "compression",
      prompt = "How the file is packed",
      choices = { "gzip", "none" },
      default = "gzip",
    },
    {
      name = "download_key",
      type = "boolean",
      prompt = "Does the download want the API key too? Signed addresses do not",
      default = false,
    },
    {
      name = "api_key",
      prompt = "The API key or token, for secrets/config.json",
      default = "your-key-here",
      secret = true,
    },
  },
}
