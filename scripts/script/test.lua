return {
  summary = "Run the tests beside command scripts",
  description = "The tests of greet.lua are in greet_test.lua beside it. Each runs in a world\n"
    .. "of its own: an empty folder, no network, no other programs, a clock that stands.\n"
    .. "What the script is to meet there is declared with revos.testing; see\n"
    .. "docs/commands.md.",
  arguments = {
    { name = "path", many = true, optional = true,
      doc = "files, folders or names of commands; all by default" },
  },
  options = { require("revos.commands").test_report.option() },
  examples = { "revos script test", "revos script test scripts/greet.lua",
    "revos script test 'connectors audit'" },
  run = function(ctx)
    local runner, report = require("revos.commands").tests, require("revos.commands").test_report
    local all, message, code, details = runner.find(ctx, ctx.args.path or {})
    if not all then
      return nil, message, code, details
    end
    local rows = {}
    for _, found in ipairs(all) do
      local results, problem, kind = runner.run(found)
      if not results then
        return nil, problem, kind
      end
      for _, result in ipairs(results) do
        result.problem = not result.passed and (result.problem or "") or nil
        rows[#rows + 1] = report.row("script", found.name, result, found.file)
      end
    end
    return report.write(ctx, "script", rows)
  end,
}
