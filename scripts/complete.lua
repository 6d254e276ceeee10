return {
  summary = "Print what may stand at the end of a command line, for completion scripts",
  hidden = true,
  arguments = { { name = "words", many = true, doc = "the words so far, behind --" } },
  examples = { "revos complete -- connectors ch" },
  run = function(ctx)
    local completion = require("revos.commands").completion
    ctx.out:raw(completion.lines(ctx.args.words, ctx.shared))
    return true
  end,
}
