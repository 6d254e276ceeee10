return require("cli.protocol_command").new("spec", {
  summary = "Print what a connector asks for",
  options = { { name = "config", value = "FILE", doc = "not looked at" } },
  example = "revos protocol spec --manifest-path manifest.yaml",
})
