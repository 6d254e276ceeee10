return {
  summary = "Print a completion script for a shell",
  arguments = { { name = "shell", choices = { "bash", "zsh", "fish" },
    doc = "bash, zsh or fish" } },
  examples = { "source <(revos completion bash)" },
  run = function(ctx)
    local completion = require("revos.commands").completion
    ctx.out:raw(completion.script(ctx.args.shell))
    return true
  end,
}
