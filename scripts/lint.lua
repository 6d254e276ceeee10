return {
  summary = "Find mistakes without the network: files, manifests, config, policies",
  arguments = { { name = "path", many = true, complete = "connectors",
    doc = "connectors; all of them by default" } },
  options = {
    { name = "strict", type = "boolean", doc = "count warnings as errors" },
    { name = "policies", type = "boolean", default = true, negated = true,
      doc = "leave policies out" },
    require("revos.project").report.option(),
  },
  examples = { "revos lint", "revos lint connectors/billing --strict",
    "revos lint --format sarif" },
  run = function(ctx)
    local lint = require("revos.project").lint
    local root = require("revos.project").find.root()
    if not root then
      return nil, "no revos.yaml here or in a folder above", "not_found", { hint = "revos init" }
    end
    local ok, why, kind = require("revos.project").project.may_use(root, ctx.args.org)
    if not ok then
      return nil, why, kind
    end
    local project = require("revos.project").project.at(root)
    local items, message, code, details = project:select(ctx.args.path)
    if not items then
      return nil, message, code, details
    end
    local policies
    if ctx.args.policies then
      policies, message, code, details = require("revos.policies").policy.start(root)
      if not policies then
        return nil, message, code, details
      end
    end
    local findings = lint.run(root, items, policies and function(item, documents)
      policies:take(item, documents)
    end)
    for _, check in ipairs({ "extension_check", "script_check" }) do
      local idle = require("revos.commands")[check].run(root, ctx.shared.roots)
      table.move(idle, 1, #idle, #findings + 1, findings)
    end
    if policies then
      local found
      found, why, kind = policies:finish()
      if not found then
        return nil, why, kind
      end
      table.move(found, 1, #found, #findings + 1, findings)
    end
    lint.sort(findings)
    local done, failure, failure_code = require("revos.policies").policy.all_done(findings)
    local shown, suppressed, used = findings, 0, {}
    if findings[1] then
      shown, suppressed, used = require("revos.project").suppress.apply(root, findings)
    end
    if ctx.args.policies and done then
      local stale = require("revos.project").stale.run(root, items,
        { findings = findings, used = used, whole = #ctx.args.path == 0 })
      table.move(stale, 1, #stale, #shown + 1, shown)
      lint.sort(shown)
    end
    local summary = lint.summary(shown, suppressed)
    local format = ctx.args.json and "json" or ctx.args.format
    require("revos.project").report.write(ctx.out, format, shown, summary,
      { items = items, title = "revos lint", strict = ctx.args.strict })
    if not done then
      return nil, failure, failure_code
    end
    return summary.error == 0 and (not ctx.args.strict or summary.warning == 0)
  end,
}
