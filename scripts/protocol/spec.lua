return {
  summary = "Print what a connector asks for",
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
    { name = "config", value = "FILE", doc = "not looked at" },
    { name = "debug", type = "boolean", doc = "DEBUG lines too" },
  },
  examples = { "revos protocol spec --manifest-path manifest.yaml" },
  parse = require("cli.argparse").parser("spec"),
  run = function(ctx)
    local status = require("runtime.protocol").run("spec", ctx.args)
    require("host.term").flush()
    return status == 0
  end,
}
