--- What a command prints. ctx.out and ctx.err are made by `output.new`; `output.clean(text)` and
--- `output.one_line(text)` take out what could steer a terminal.
return require("cli.output")
