--- Completion scripts of shells, made from the declarations of all commands.
local completion = {}

local function option_names(list)
  local names = {}
  for _, entry in ipairs(list) do
    if not entry.hidden then
      names[#names + 1] = "--" .. (entry.negated and "no-" or "") .. entry.name
    end
  end
  return names
end

--- The commands as a list of { words, options, summary, wants_connector }, and groups.
function completion.commands(state)
  local scripts = require("cli.scripts")
  local list = {}
  for _, name in ipairs(scripts.names(state.roots)) do
    local words = {}
    for word in name:gmatch("[^/]+") do
      words[#words + 1] = word
    end
    local entry = scripts.find(state.roots, words)[1]
    local command = entry and scripts.load(entry)
    if command and not command.hidden then
      list[#list + 1] = {
        words = words,
        name = table.concat(words, " "),
        summary = command.summary,
        options = option_names(command.options),
      }
    end
  end
  return list
end

-- For each sequence of words, the words that may follow.
local function followers(commands)
  local after, order = {}, {}
  for _, command in ipairs(commands) do
    for i = 1, #command.words do
      local prefix = table.concat(command.words, " ", 1, i - 1)
      if not after[prefix] then
        after[prefix] = { seen = {}, list = {} }
        order[#order + 1] = prefix
      end
      local next_words = after[prefix]
      if not next_words.seen[command.words[i]] then
        next_words.seen[command.words[i]] = true
        table.insert(next_words.list, command.words[i])
      end
    end
  end
  return after, order
end

local function cases(commands, globals)
  local after, order = followers(commands)
  local lines, words_of = {}, {}
  for _, prefix in ipairs(order) do
    words_of[prefix] = after[prefix].list
  end
  for _, command in ipairs(commands) do
    local list = words_of[command.name] or {}
    table.move(command.options, 1, #command.options, #list + 1, list)
    words_of[command.name] = list
    if not after[command.name] then
      order[#order + 1] = command.name
    end
  end
  for _, prefix in ipairs(order) do
    lines[#lines + 1] = ('    "%s") words="%s %s" ;;'):format(prefix,
      table.concat(words_of[prefix], " "),
      table.concat(globals, " "))
  end
  return table.concat(lines, "\n")
end

local BASH = [[
# bash completion of revos; load it with: source <(revos completion bash)
_revos() {
  local current="${COMP_WORDS[COMP_CWORD]}" path="" words="" word i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="${COMP_WORDS[i]}"
    case "$word" in -*) continue ;; esac
    case "$path" in "") path="$word" ;; *) path="$path $word" ;; esac
  done
  while :; do
    case "$path" in
%s
    esac
    [ -n "$words" ] && break
    [ "$path" = "${path%% *}" ] && break
    path="${path%% *}"
  done
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "$current"))
}
complete -F _revos revos
]]

function completion.bash(commands, globals)
  return (BASH:format(cases(commands, globals)))
end

function completion.zsh(commands, globals)
  local body = BASH:format(cases(commands, globals))
  return "#compdef revos\nautoload -U +X bashcompinit && bashcompinit\n" .. body
end

local function quote(text)
  return "'" .. text:gsub("'", "\\'") .. "'"
end

function completion.fish(commands, globals)
  local lines = { "# fish completion of revos; load it with: revos completion fish | source" }
  for _, name in ipairs(globals) do
    lines[#lines + 1] = ("complete -c revos -l %s"):format(name:sub(3))
  end
  local firsts = {}
  for _, command in ipairs(commands) do
    local words = command.words
    if #words == 1 or not firsts[words[1]] then
      local summary = #words == 1 and command.summary or words[1] .. " commands"
      lines[#lines + 1] = ("complete -c revos -f -n __fish_use_subcommand -a %s -d %s"):format(
        words[1], quote(summary))
      firsts[words[1]] = true
    end
    local condition = "__fish_seen_subcommand_from " .. words[1]
    if #words == 2 then
      lines[#lines + 1] = ("complete -c revos -f -n %s -a %s -d %s"):format(quote(condition),
        words[2],
        quote(command.summary))
      condition = condition .. "; and __fish_seen_subcommand_from " .. words[2]
    end
    for _, option in ipairs(command.options) do
      lines[#lines + 1] = ("complete -c revos -n %s -l %s"):format(quote(condition), option:sub(3))
    end
  end
  return table.concat(lines, "\n") .. "\n"
end

--- The script for a shell.
---@param shell string bash zsh fish
---@param state table the chain of scripts and the global options
---@return string
function completion.script(shell, state)
  return completion[shell](completion.commands(state), option_names(state.globals))
end

return completion
