return {
  summary = "An API that is logged into: name and password for a token, the token for the rest",
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
      prompt = "Name of the stream",
      default = "items",
      pattern = "[A-Za-z][A-Za-z0-9_]*",
    },
    {
      name = "records",
      prompt = "Where the records are in an answer, such as data.items; a dot: it is the list",
      default = "data",
      pattern = "\\.|[^\\s.]*(\\.[^\\s.]+)*",
    },
    {
      name = "login_path",
      prompt = "Path of the login",
      default = "login",
      pattern = "[^\\s?#]+",
    },
    {
      name = "token_path",
      prompt = "Where the token is in the answer of the login",
      default = "token",
      pattern = "[^\\s.]+(\\.[^\\s.]+)*",
    },
    {
      name = "lifetime",
      prompt = "How long a token is good, such as PT1H",
      default = "PT1H",
      pattern = "P(?=.)([0-9]+[YMWD])*(T([0-9]+[HMS])+)?",
    },
    {
      name = "send_as",
      prompt = "How the token is sent: Authorization: Bearer, or a header of its own",
      choices = { "bearer", "header" },
      default = "bearer",
    },
    {
      name = "header",
      prompt = "The header with the token",
      default = "X-Session-Token",
      pattern = "[A-Za-z0-9-]+",
      when = { send_as = "header" },
    },
    {
      name = "page_size",
      type = "integer",
      prompt = "Records on a page",
      default = 100,
      pattern = "[1-9][0-9]{0,4}",
    },
    {
      name = "username",
      prompt = "The user name, for secrets/config.json",
      default = "your-name-here",
      secret = true,
    },
    {
      name = "password",
      prompt = "The password, for secrets/config.json",
      default = "your-password-here",
      secret = true,
    },
  },
}
