local function find(entries, name)
  local names = {}
  for i, entry in ipairs(entries) do
    if entry.declared.id == name or entry.name == name then
      return entry
    end
    names[i] = entry.declared.id
  end
  local hint = require("revos.text").suggest.hint(name, names) or "see 'revos policy list'"
  return nil, ("there is no policy '%s'"):format(name), "not_found", { hint = hint }
end

local function show_example(ctx, title, example)
  if not example then
    return
  end
  ctx.out:line("")
  ctx.out:line("%s", ctx.out:style("bold", title))
  for _, name in ipairs({ "connector", "manifest" }) do
    for line in (example[name] or ""):gmatch("[^\n]+") do
      ctx.out:line("  %s", line)
    end
  end
end

return {
  summary = "Show a policy: why it is there, a good and a bad example",
  arguments = { { name = "id", doc = "id of the policy" } },
  examples = { "revos policy show https-only" },
  run = function(ctx)
    local policy = require("revos.policies").policy
    local entries, message, code, details = policy.find(require("revos.project").find.root())
    local entry
    if entries then
      entry, message, code, details = find(entries, ctx.args.id)
    end
    if not entry then
      return nil, message, code, details
    end
    local declared = entry.declared
    if ctx.args.json then
      ctx.out:json({ policy = declared, file = entry.shown })
      return true
    end
    ctx.out:line("%s (%s): %s", ctx.out:style("bold", declared.id), declared.severity,
      declared.summary)
    ctx.out:line("%s", entry.shown)
    if declared.docs then
      ctx.out:line("")
      ctx.out:line("%s", declared.docs)
    end
    show_example(ctx, "bad", declared.examples and declared.examples.bad)
    show_example(ctx, "good", declared.examples and declared.examples.good)
    return true
  end,
}
