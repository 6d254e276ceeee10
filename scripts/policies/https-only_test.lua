return {
  {
    name = "http is told",
    manifest = "definitions:\n  requester:\n    url_base: http://api.example.com\n",
    expect = { { path = "manifest.definitions.requester.url_base" } },
  },
  { name = "https is fine", manifest = "requester: { url_base: https://api.example.com }\n",
    expect = {} },
  { name = "this machine is fine", manifest = "requester: { url_base: http://127.0.0.1:80 }\n" },
}
