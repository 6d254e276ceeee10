local function names_of(path, entry)
  local name = require("revos.text").path.name(path):gsub("_test%.lua$", ""):gsub("%.lua$", "")
  return name == entry.name or path == entry.declared.id or name == "policies"
end

-- The policies that the paths name; all without any.
local function chosen(entries, paths)
  local list, ids = #paths == 0 and entries or {}, {}
  for i, entry in ipairs(entries) do
    ids[i] = entry.declared.id
  end
  for _, path in ipairs(paths) do
    local count = #list
    for _, entry in ipairs(entries) do
      list[#list + 1] = names_of(path, entry) and entry or nil
    end
    if #list == count then
      return nil, ("there is no policy '%s'"):format(path), "not_found",
        { hint = require("revos.text").suggest.hint(path, ids) }
    end
  end
  return list
end

return {
  summary = "Run the tests beside the policies",
  examples = { "revos policy test", "revos policy test policies/names-end-in-api.lua" },
  options = { require("revos.commands").test_report.option() },
  arguments = { { name = "path", many = true, doc = "policies; all of them by default" } },
  run = function(ctx)
    local report = require("revos.commands").test_report
    local policy, root = require("revos.policies").policy, require("revos.project").find.root()
    local entries, message, code, details = policy.find(root)
    if entries then
      entries, message, code, details = chosen(entries, ctx.args.path)
    end
    if not entries then
      return nil, message, code, details
    end
    local rows = {}
    for _, entry in ipairs(entries) do
      local results, problem, kind = policy.test(entry)
      if not results then
        return nil, problem, kind
      end
      for _, result in ipairs(results) do
        rows[#rows + 1] = report.row("policy", entry.declared.id, result)
      end
    end
    return report.write(ctx, "policy", rows)
  end,
}
