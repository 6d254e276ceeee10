--- Words that no script answers: nothing at all, a group alone, a program on
--- PATH, or a mistake.
local suggest = require("util.suggest")

local unknown = {}

local function members(names, group)
  local prefix = #group > 0 and table.concat(group, "/") .. "/" or ""
  local found, seen = {}, {}
  for _, name in ipairs(names) do
    if name:sub(1, #prefix) == prefix then
      local word = name:sub(#prefix + 1):match("^[^/]+")
      if not seen[word] then
        seen[word] = true
        found[#found + 1] = word
      end
    end
  end
  return found
end

-- A command of some group that has this name, of connectors first: "connectors check" for "check".
local function elsewhere(names, word)
  local found
  for _, name in ipairs(names) do
    if name:match("/([^/]+)$") == word and (not found or name == "connectors/" .. word) then
      found = name
    end
  end
  return found and (found:gsub("/", " "))
end

local function mistake(parser, state)
  local scripts = require("cli.scripts")
  local group, word = state.group, state.unknown
  local words = table.concat(group, " ")
  local label = #group > 0 and words .. " " .. word or word
  if state.untrusted then
    return nil,
      ("unknown command '%s'; %s would answer, but the project is not trusted"):format(label,
        state.untrusted),
      "usage", { hint = "look at the project's scripts, then run 'revos trust'" }
  end
  local names = scripts.names(state.roots)
  local nearest = #group == 0 and elsewhere(names, word)
    or suggest.nearest(word, members(names, group))
  local hint = nearest
    and ("did you mean 'revos %s%s'?"):format(#group > 0 and words .. " " or "", nearest)
  return nil, ("unknown command '%s'"):format(label), "usage",
    { hint = hint or "see 'revos help'", at = parser.at }
end

local function leftover_option(parser)
  local word = parser.words[parser.at]
  if word and word:find("^%-.") then
    return parser:unknown(word:match("^[^=]+"))
  end
  return true
end

--- Answer when no script does.
function unknown.handle(parser, state)
  local values = parser.values
  if state.group[1] == "protocol" and not values.help and not values.version then
    local word = state.unknown or parser.words[parser.at]
    return require("cli.argparse").no_command(state.name, word)
  end
  if state.unknown then
    local programs = require("cli.programs")
    local program = #state.group == 0 and programs.find(state.unknown)
    if program then
      return programs.run(program, table.move(parser.words, parser.at + 1, #parser.words, 1, {}))
    end
    return mistake(parser, state)
  end
  local ok, message, code, details = leftover_option(parser)
  if not ok then
    return nil, message, code, details
  end
  if parser.words[parser.at] then
    return nil, ("unknown command '%s'"):format(parser.words[parser.at]), "usage",
      { hint = "see 'revos help'" }
  end
  if values.version then
    return require("cli.version").print(values)
  end
  return require("cli.help").group(state.group, values, state)
end

unknown.members = members
return unknown
