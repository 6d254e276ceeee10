return {
  summary = "Two streams: for each record of the parent, the records of its children",
  version = "2",
  questions = {
    {
      name = "base_url",
      prompt = "Base address of the API",
      default = "https://api.example.com",
      pattern = "https?://[^\\s/]+[^\\s]*[^\\s/]",
    },
    {
      name = "parent",
      prompt = "Name of the parent stream",
      default = "projects",
      pattern = "[A-Za-z][A-Za-z0-9_]*",
    },
    {
      name = "child",
      prompt = "Name of the child stream",
      default = "tasks",
      pattern = "[A-Za-z][A-Za-z0-9_]*",
    },
    {
      name = "parent_key",
      prompt = "The parent's field that its children are asked by",
      default = "id",
      pattern = "[^\\s.]+",
    },
    {
      name = "parent_field",
      prompt = "The field of a child that is to hold it",
      default = "project_id",
      pattern = "[A-Za-z_][A-Za-z0-9_]*",
    },
    {
      name = "ask_by",
      prompt = "How children are asked for: /projects/7/tasks, or /tasks?project_id=7",
      choices = { "path", "parameter" },
      default = "path",
    },
    {
      name = "records",
      prompt = "Where the records are in an answer, such as data.items; a dot: it is the list",
      default = "data",
      pattern = "\\.|[^\\s.]*(\\.[^\\s.]+)*",
    },
    {
      name = "incremental",
      type = "boolean",
      prompt = "Read only parents that changed, by their updated_at",
      default = false,
    },
    {
      name = "page_size",
      type = "integer",
      prompt = "Records on a page",
      default = 100,
      pattern = "[1-9][0-9]{0,4}",
    },
    {
      name = "api_key",
      prompt = "The API key or token, for secrets/config.json",
      default = "your-key-here",
      secret = true,
    },
  },
}
