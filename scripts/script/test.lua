local function row_of(found, result)
  local json = require("host.json")
  local row = json.new_object({
    { "script", found.name },
    { "name", result.name },
    { "passed", result.passed },
    { "file", found.file },
  })
  row.problem = not result.passed and result.problem or nil
  return row
end

local function show(ctx, rows, failed)
  if ctx.args.json then
    ctx.out:json({ tests = rows, summary = { passed = #rows - failed, failed = failed } })
    return
  end
  for _, row in ipairs(rows) do
    if not row.passed then
      ctx.out:line("%s %s: %s", ctx.out:style("red", "not ok"), row.script, row.name)
      ctx.out:line("    %s", row.problem)
    elseif not ctx.args.quiet then
      ctx.out:line("%s %s: %s", ctx.out:style("green", "ok"), row.script, row.name)
    end
  end
  ctx.out:line("%d passed, %d failed", #rows - failed, failed)
end

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
  examples = { "revos script test", "revos script test scripts/greet.lua",
    "revos script test 'connectors audit'" },
  run = function(ctx)
    local json = require("host.json")
    local runner = require("revos.commands").tests
    local all, message, code, details = runner.find(ctx, ctx.args.path or {})
    if not all then
      return nil, message, code, details
    end
    local rows, failed = json.new_array(), 0
    for _, found in ipairs(all) do
      local results, problem, kind = runner.run(found)
      if not results then
        return nil, problem, kind
      end
      for _, result in ipairs(results) do
        rows[#rows + 1] = row_of(found, result)
        failed = failed + (result.passed and 0 or 1)
      end
    end
    show(ctx, rows, failed)
    return failed == 0
  end,
}
