return require("revos.runtime").protocol.new("spec", {
  summary = "Print what a connector asks for",
  options = { { name = "config", value = "FILE", doc = "not looked at" } },
  example = "revos protocol spec --manifest-path manifest.yaml",
})
