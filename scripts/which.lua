local function place_of(entry)
  if entry.kind == "embedded" then
    return "revos:" .. entry.file
  elseif entry.kind == "alias" then
    return ("%s: alias of '%s'"):format(entry.file, entry.words)
  end
  return require("revos.text").path.absolute(entry.file)
end

local function as_object(entry)
  local members = require("host.json").new_object({ { "kind", entry.kind } })
  members.file = entry.kind == "alias" and entry.file or place_of(entry)
  members.alias = entry.kind == "alias" and entry.words or nil
  return members
end

local function show(ctx, label, entries)
  if ctx.args.json then
    local json = require("host.json")
    local document = json.new_object({ { "command", label } })
    for key, value in pairs(as_object(entries[1])) do
      document[key] = value
    end
    document.hides = json.new_array()
    for i = 2, #entries do
      document.hides[i - 1] = as_object(entries[i])
    end
    ctx.out:json(document)
    return true
  end
  ctx.out:line("%s", place_of(entries[1]))
  for i = 2, #entries do
    ctx.out:line("  hides %s", place_of(entries[i]))
  end
  return true
end

-- What answers to one word behind the scripts: an alias that is trusted, a program on PATH.
local function add_others(entries, word)
  local own = require("revos.commands").aliases.load()
  local words = own and require("revos.project").extensions.are_trusted(own) and own.aliases[word]
  if words then
    words = type(words) == "table" and table.concat(words, " ") or words
    entries[#entries + 1] = { kind = "alias", file = own.file, words = words }
  end
  local program = require("revos.commands").programs.find(word)
  if program then
    entries[#entries + 1] = { kind = "program", file = program }
  end
end

local function nearest(ctx, label)
  local names = {}
  for i, name in ipairs(require("revos.commands").scripts.names(ctx.shared.roots)) do
    names[i] = name:gsub("/", " ")
    if names[i] == "connectors " .. label then
      return ("did you mean '%s'?"):format(names[i])
    end
  end
  return require("revos.text").suggest.hint(label, names)
end

return {
  summary = "Show which script answers a command, and those it hides",
  arguments = { { name = "command", many = true, required = true, complete = "commands",
    doc = "words of the command" } },
  examples = { "revos which connectors check" },
  run = function(ctx)
    local words = {}
    for _, argument in ipairs(ctx.args.command) do
      for word in argument:gmatch("[^%s]+") do
        words[#words + 1] = word
      end
    end
    local label = table.concat(words, " ")
    local entries, untrusted = require("revos.commands").scripts.find(ctx.shared.roots, words)
    if #words == 1 then
      add_others(entries, words[1])
    end
    if entries[1] then
      return show(ctx, label, entries)
    end
    local hint = untrusted and untrusted .. " would answer: run 'revos trust'"
      or nearest(ctx, label)
    return nil, ("no script answers '%s'"):format(label), "not_found", { hint = hint }
  end,
}
