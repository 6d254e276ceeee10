local function place_of(entry)
  if entry.kind == "embedded" then
    return "revos:" .. entry.file
  end
  return require("util.path").absolute(entry.file)
end

local function show(ctx, label, entries)
  if ctx.args.json then
    local json = require("host.json")
    local hides = json.new_array()
    for i = 2, #entries do
      local file = place_of(entries[i])
      hides[i - 1] = json.new_object({ { "kind", entries[i].kind }, { "file", file } })
    end
    ctx.out:json(json.new_object({
      { "command", label },
      { "kind", entries[1].kind },
      { "file", place_of(entries[1]) },
      { "hides", hides },
    }))
    return true
  end
  ctx.out:line("%s", place_of(entries[1]))
  for i = 2, #entries do
    ctx.out:line("  hides %s", place_of(entries[i]))
  end
  return true
end

return {
  summary = "Show which script answers a command, and those it hides",
  arguments = { { name = "command", many = true, required = true, doc = "words of the command" } },
  examples = { "revos which connectors check" },
  run = function(ctx)
    local words = {}
    for _, argument in ipairs(ctx.args.command) do
      for word in argument:gmatch("[^%s]+") do
        words[#words + 1] = word
      end
    end
    local label = table.concat(words, " ")
    local entries, untrusted = require("cli.scripts").find(ctx.shared.roots, words)
    if not entries[1] and #words == 1 then
      local program = require("util.path").find("revos-" .. words[1])
      entries = program and { { kind = "program", file = program } } or entries
    end
    if entries[1] then
      return show(ctx, label, entries)
    end
    local hint = untrusted and untrusted .. " would answer: run 'revos trust'"
    return nil, ("no script answers '%s'"):format(label), "not_found", { hint = hint or nil }
  end,
}
