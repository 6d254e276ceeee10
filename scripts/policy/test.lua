local function wanted(entry, paths)
  if #paths == 0 then
    return true
  end
  for _, path in ipairs(paths) do
    local name = require("revos.text").path.name(path):gsub("_test%.lua$", ""):gsub("%.lua$", "")
    if name == entry.name or path == entry.declared.id or name == "policies" then
      return true
    end
  end
  return false
end

local function show(ctx, rows, failed)
  if ctx.args.json then
    ctx.out:json({ tests = rows, summary = { passed = #rows - failed, failed = failed } })
    return
  end
  for _, row in ipairs(rows) do
    local word = row.passed and ctx.out:style("green", "ok") or ctx.out:style("red", "not ok")
    ctx.out:line("%s %s: %s%s", word, row.policy, row.name, row.problem and ": " .. row.problem
      or "")
  end
  ctx.out:line("%d passed, %d failed", #rows - failed, failed)
end

return {
  summary = "Run the tests beside the policies",
  examples = { "revos policy test", "revos policy test policies/names-end-in-api.lua" },
  arguments = { { name = "path", many = true, doc = "policies; all of them by default" } },
  run = function(ctx)
    local json = require("host.json")
    local policy, root = require("revos.policies").policy, require("revos.project").find.root()
    local entries, message, code, details = policy.find(root)
    if not entries then
      return nil, message, code, details
    end
    local rows, failed, any = json.new_array(), 0, #ctx.args.path == 0
    for _, entry in ipairs(entries) do
      local results, problem, kind = nil, nil, nil
      if wanted(entry, ctx.args.path) then
        any = true
        results, problem, kind = policy.test(entry)
      end
      if problem then
        return nil, problem, kind
      end
      for _, result in ipairs(results or {}) do
        local row = json.new_object({ { "policy", entry.declared.id }, { "name", result.name },
          { "passed", result.problem == nil }, { "problem", result.problem } })
        failed = failed + (result.problem and 1 or 0)
        rows[#rows + 1] = row
      end
    end
    if not any then
      return nil, ("there is no policy '%s'"):format(ctx.args.path[1]), "not_found"
    end
    show(ctx, rows, failed)
    return failed == 0
  end,
}
