return {
  summary = "Check a config",
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
    { name = "debug", type = "boolean", doc = "DEBUG lines too" },
  },
  examples = { "revos protocol check --manifest-path manifest.yaml --config config.json" },
  parse = require("cli.argparse").parser("check"),
  run = function(ctx)
    local status = require("runtime.protocol").run("check", ctx.args)
    require("host.term").flush()
    return status == 0
  end,
}
