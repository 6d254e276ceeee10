return require("revos.runtime").protocol.new("discover", {
  summary = "Print the catalog of streams",
  example = "revos protocol discover --manifest-path manifest.yaml --config config.json",
})
