return {
  summary = "List the policies found",
  examples = { "revos policy list" },
  run = function(ctx)
    local json = require("host.json")
    local root = require("revos.project").find.root()
    local entries, message, code, details = require("revos.policies").policy.find(root)
    if not entries then
      return nil, message, code, details
    end
    local rows, lines = json.new_array(), {}
    for i, entry in ipairs(entries) do
      local declared = entry.declared
      rows[i] = json.new_object({
        { "id", declared.id },
        { "severity", declared.severity },
        { "summary", declared.summary },
        { "file", entry.shown },
      })
      lines[i] = { declared.id, declared.severity, declared.summary, entry.shown }
    end
    if ctx.args.json then
      ctx.out:json({ policies = rows })
    else
      ctx.out:table(lines, { "id", "severity", "summary", "file" })
    end
    return true
  end,
}
