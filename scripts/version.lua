return {
  summary = "Show the version",
  run = function(ctx)
    return require("cli.version").print(ctx.args)
  end,
}
