return {
  { name = "an empty list is none", manifest = "streams: [ { type: DeclarativeStream, name: a, "
    .. "primary_key: [] } ]\n", expect = { { path = "streams[0]", message = "'a'" } } },
  { name = "a list", manifest = "streams: [ { type: DeclarativeStream, name: a, "
    .. "primary_key: [id, at] } ]\n" },
  {
    name = "behind a reference, told once",
    manifest = "definitions: { a: { type: DeclarativeStream, name: a } }\n"
      .. "streams: [ '#/definitions/a', '#/definitions/a' ]\n",
    expect = { { path = "streams[0]" }, { path = "streams[1]" } },
  },
}
