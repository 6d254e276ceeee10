local function run(name, root, rows)
  local templates, report = require("revos.templates"), require("revos.commands").test_report
  local entry, message, code, details = templates.template.load(name, root)
  if not entry then
    return nil, message, code, details
  end
  local cases
  cases, message, code = templates.test.cases(entry)
  if not cases then
    return nil, message, code
  end
  for i, case in ipairs(cases) do
    local title = require("host.json").is_object(case) and case.name or i
    rows[#rows + 1] = report.row("template", name, { name = tostring(title),
      problem = templates.test.problem(entry, case, root) })
  end
  return true
end

return {
  summary = "Run the tests beside the templates",
  description = "The tests of a template are in template_test.lua beside template.lua: a list of\n"
    .. "cases. What its answers make passes 'lint --strict' with the project's policies and\n"
    .. "'fmt --check', and may be checked and read against answers of an API that the case\n"
    .. "declares; see docs/templates.md.",
  arguments = { { name = "name", many = true, complete = "templates",
    doc = "templates or their folders; all of them by default" } },
  options = { require("revos.commands").test_report.option() },
  examples = { "revos template test", "revos template test acme-rest" },
  run = function(ctx)
    local root = require("revos.project").find.root()
    local names, rows = ctx.args.name, {}
    if #names == 0 then
      names = require("revos.templates").template.names(root)
    end
    for _, name in ipairs(names) do
      local folder = name:gsub("/+$", "")
      local ok, message, code, details = run(require("revos.text").path.name(folder), root, rows)
      if not ok then
        return nil, message, code, details
      end
    end
    return require("revos.commands").test_report.write(ctx, "template", rows)
  end,
}
