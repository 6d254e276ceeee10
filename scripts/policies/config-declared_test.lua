local SPEC = "spec: { connection_specification: "
  .. "{ properties: { a: { properties: { b: {} } } } } }\n"

return {
  { name = "spelt with a dot", manifest = "url: \"{{ config.c }}\"\n" .. SPEC,
    expect = { { path = "url", message = "'c'" } } },
  { name = "a method of config", manifest = "url: \"{{ config.get('a') }}\"\n" .. SPEC },
  { name = "a field below another one", manifest = "url: \"{{ config['a']['b'] }}\"\n" .. SPEC },
  { name = "a text about config", manifest = "description: see config['c']\n" .. SPEC },
}
