local function tell(ctx, files, done)
  local json = require("host.json")
  local paths = json.new_array()
  for i, file in ipairs(files) do
    paths[i] = "scripts/" .. file.path
  end
  if done and done.editor then
    paths[#paths + 1] = ".luarc.json"
  end
  if ctx.args.json then
    ctx.out:json({ files = paths, dryRun = ctx.args.dry_run })
    return true
  end
  for _, path in ipairs(paths) do
    ctx.out:line("%s %s", ctx.args.dry_run and "would write" or "wrote", path)
  end
  if done then
    ctx:note("next: %srevos script test", done.trusted and "" or "revos trust, then ")
  end
  return true
end

return {
  summary = "Make a command of the project, with its test",
  description = "A name that a command has already gives a script that replaces it.\n"
    .. ".luarc.json is written too where there is none: editors complete host.* and revos.*.",
  arguments = { { name = "name", doc = "the command, such as 'greet' or 'connectors/audit'" } },
  options = { { name = "dry-run", type = "boolean", doc = "only show what would be written" } },
  examples = { "revos script new greet", "revos script new connectors/audit",
    "revos script new apply" },
  run = function(ctx)
    local commands = require("revos.commands")
    local script = commands.new_script
    local name = ctx.args.name:gsub("^%.?/?scripts/", ""):gsub("%.lua$", ""):gsub("%s+", "/")
    local files, message, code = script.files(name, function(words)
      return commands.scripts.find(ctx.shared.roots, words)[1] ~= nil
    end)
    if not files then
      return nil, message, code
    end
    local done
    if not ctx.args.dry_run then
      done, message, code = script.write(ctx.project.root, files)
      if not done then
        return nil, message, code
      end
    end
    return tell(ctx, files, done)
  end,
}
