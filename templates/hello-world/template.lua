return {
  summary = "A small working connector over a public API that needs no key",
  version = "1",
  questions = {
    {
      name = "base_url",
      prompt = "Base address of the API",
      default = "https://jsonplaceholder.typicode.com",
      pattern = "https?://.+",
    },
  },
}
