return require("revos.runtime").protocol.new("check", {
  summary = "Check a config",
  example = "revos protocol check --manifest-path manifest.yaml --config config.json",
})
