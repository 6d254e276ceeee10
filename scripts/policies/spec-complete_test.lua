return {
  { name = "no specification", manifest = "spec: { type: Spec }\n",
    expect = { { path = "spec" } } },
  { name = "no spec at all", manifest = "version: 1\n" },
  { name = "no object", manifest = "spec: { connection_specification: { type: array } }\n",
    expect = { { path = "spec.connection_specification.type" } } },
  { name = "a field without a type", manifest = "spec: { connection_specification: { type: object, "
    .. "properties: { a: { title: A } } } }\n",
    expect = { { path = "spec.connection_specification.properties.a" } } },
}
