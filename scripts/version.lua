return {
  summary = "Show the version",
  examples = { "revos version" },
  run = function(ctx)
    return require("revos.commands").version.print(ctx.args)
  end,
}
