return {
  { name = "a switch the other way round", manifest = "r: { insecure: true }\n",
    expect = { { path = "r.insecure" } } },
  { name = "verifying is fine", manifest = "r: { verify: true, insecure: false }\n" },
  { name = "a field of that name in a schema",
    manifest = "schema: { properties: { verify: { type: boolean } } }\n" },
}
