-- The longest run of first words that is a command: the others are its arguments.
local function command_in(roots, words)
  for count = #words, 1, -1 do
    local found = require("revos.commands").scripts.find(roots, { table.unpack(words, 1, count) })
    if found[1] then
      return found[1]
    end
  end
  return nil
end

local function show(ctx, entry)
  local command, message, code = require("revos.commands").scripts.load(entry)
  if not command then
    return nil, message, code
  end
  return require("revos.commands").help.command(command, entry, ctx.args, ctx.shared)
end

-- The help of a program on PATH is its own to give.
local function show_program(ctx, name, file)
  if ctx.args.json then
    ctx.out:json(require("host.json").new_object({ { "name", name }, { "program", file } }))
    return true
  end
  return require("revos.commands").programs.run(file, { "--help" })
end

local function others(ctx, name)
  local words, message, code, details = require("revos.commands").aliases.expand(name, {},
    { values = ctx.args })
  if words then
    ctx:note("'%s' is an alias of '%s'", name, table.concat(words, " "))
    name = words[1]
  elseif message then
    return nil, message, code, details
  end
  local entry = words and command_in(ctx.shared.roots, words)
  local file = not entry and require("revos.commands").programs.find(name)
  if entry then
    return show(ctx, entry)
  elseif file then
    return show_program(ctx, name, file)
  end
  return nil
end

local function mistake(ctx, words)
  local names = {}
  for _, name in ipairs(require("revos.commands").scripts.names(ctx.shared.roots)) do
    names[#names + 1] = name:gsub("/", " ")
  end
  local label = table.concat(words, " ")
  local hint = require("revos.text").suggest.hint(label, names)
  return nil, ("unknown command '%s'"):format(label), "usage", { hint = hint or "see 'revos help'" }
end

return {
  summary = "Show help for a command",
  arguments = { { name = "command", many = true, complete = "commands",
    doc = "words of the command" } },
  examples = { "revos help connectors check" },
  run = function(ctx)
    local words, roots = ctx.args.command, ctx.shared.roots
    local scripts = require("revos.commands").scripts
    local entry = #words > 0 and scripts.find(roots, words)[1]
    if entry then
      return show(ctx, entry)
    elseif #words == 0 or scripts.is_group(roots, words) then
      return require("revos.commands").help.group(words, ctx.args, ctx.shared)
    end
    local done, message, code, details
    if #words == 1 then
      done, message, code, details = others(ctx, words[1])
    end
    if done or message or details then
      return done, message, code, details
    end
    return mistake(ctx, words)
  end,
}
