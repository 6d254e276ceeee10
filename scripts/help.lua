return {
  summary = "Show help for a command",
  arguments = { { name = "command", many = true, complete = "commands",
    doc = "words of the command" } },
  examples = { "revos help connectors check" },
  run = function(ctx)
    local help = require("revos.commands").help
    local scripts = require("revos.commands").scripts
    local words, roots = ctx.args.command, ctx.shared.roots
    local entry = #words > 0 and scripts.find(roots, words)[1]
    if entry then
      local command, message, code = scripts.load(entry)
      if not command then
        return nil, message, code
      end
      return help.command(command, entry, ctx.args, ctx.shared)
    end
    if #words == 0 or scripts.is_group(roots, words) then
      return help.group(words, ctx.args, ctx.shared)
    end
    local names = {}
    for _, name in ipairs(scripts.names(roots)) do
      names[#names + 1] = name:gsub("/", " ")
    end
    local label = table.concat(words, " ")
    local hint = require("revos.text").suggest.hint(label, names)
    return nil, ("unknown command '%s'"):format(label), "usage",
      { hint = hint or "see 'revos help'" }
  end,
}
