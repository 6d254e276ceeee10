local marks = { ok = "green", warning = "yellow", failed = "red" }

local function as_json(ctx, checks, counts)
  local json = require("host.json")
  local list = json.new_array()
  for i, check in ipairs(checks) do
    local members = json.new_object()
    for _, key in ipairs({ "area", "name", "status", "detail", "hint" }) do
      members[key] = check[key]
    end
    list[i] = members
  end
  ctx.out:json(json.new_object({ { "checks", list }, { "summary", json.new_object({
    { "ok", counts.ok }, { "warning", counts.warning }, { "failed", counts.failed },
  }) } }))
end

local function as_text(ctx, checks, counts)
  local rows = {}
  for _, check in ipairs(checks) do
    local detail = check.detail .. (check.hint and (" (%s)"):format(check.hint) or "")
    rows[#rows + 1] = { ctx.out:style(marks[check.status], check.status), check.name, detail }
  end
  ctx.out:table(rows)
  local plural = require("revos.text").text.count
  ctx.out:line("%d ok, %s, %d failed", counts.ok, plural(counts.warning, "warning"), counts.failed)
end

return {
  summary = "Look at the program, the machine and the project for what may be amiss",
  description = [[
Versions of libraries, what the kernel confines code with, runtimes on PATH, the clock, proxies,
certificates, credentials, the project's files and its workspaces. Ends with status 1 when
something has failed; a warning alone does not.]],
  examples = { "revos doctor", "revos doctor --json" },
  run = function(ctx)
    local checks = require("revos.commands").doctor.checks(ctx)
    local counts = { ok = 0, warning = 0, failed = 0 }
    for _, check in ipairs(checks) do
      counts[check.status] = counts[check.status] + 1
    end
    local show = ctx.args.json and as_json or as_text
    show(ctx, checks, counts)
    return counts.failed == 0
  end,
}
