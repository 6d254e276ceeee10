return {
  summary = "Read records",
  options = {
    {
      name = "manifest-path",
      value = "FILE",
      doc = "the manifest; else the one that the config carries",
    },
    {
      name = "components-path",
      value = "FILE",
      doc = "components.lua, or a file beside it; Python is never run",
    },
    { name = "config", value = "FILE", required = true, doc = "the config, JSON" },
    { name = "catalog", value = "FILE", required = true, doc = "the configured catalog, JSON" },
    { name = "state", value = "FILE", doc = "the state of an earlier read, JSON" },
    { name = "debug", type = "boolean", doc = "DEBUG lines too" },
  },
  examples = {
    "revos protocol read --manifest-path manifest.yaml --config config.json --catalog all.json",
  },
  parse = require("cli.argparse").parser("read"),
  run = function(ctx)
    local status = require("runtime.protocol").run("read", ctx.args)
    require("host.term").flush()
    return status == 0
  end,
}
