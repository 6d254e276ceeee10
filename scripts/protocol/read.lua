local command = require("revos.runtime").protocol

return command.new("read", {
  summary = "Read records",
  options = {
    command.CONFIG,
    { name = "catalog", value = "FILE", required = true, doc = "the configured catalog, JSON" },
    { name = "state", value = "FILE", doc = "the state of an earlier read, JSON" },
  },
  example = "revos protocol read --manifest-path manifest.yaml --config config.json "
    .. "--catalog all.json",
})
