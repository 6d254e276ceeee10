--- Completion scripts of shells. They ask the program itself, `revos complete`, so that a
--- project's own commands and connectors are known too.
local completion = {}

local shells = {}

shells.bash = [[
# bash completion of revos; load it with: source <(revos completion bash)
_revos() {
  local line
  COMPREPLY=()
  while IFS=$'\t' read -r line _; do
    [ -z "$line" ] || COMPREPLY+=("$line")
  done < <(revos complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _revos revos
]]

shells.zsh = [[
#compdef revos
# zsh completion of revos: put it into a folder of $fpath under the name _revos,
# or load it with: source <(revos completion zsh)
_revos() {
  local -a found
  local word about
  while IFS=$'\t' read -r word about; do
    found+=("${word//:/\\:}:$about")
  done < <(revos complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( $#found )); then
    _describe revos found
  else
    _files
  fi
}
if [ "$funcstack[1]" = _revos ]; then
  _revos "$@"
else
  compdef _revos revos
fi
]]

shells.fish = [[
# fish completion of revos; load it with: revos completion fish | source
function __revos_complete
  set -l found (revos complete -- (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)
  if test (count $found) -gt 0
    string join \n -- $found
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c revos -f -a '(__revos_complete)'
]]

--- The script of one shell.
---@param shell string bash zsh fish
---@return string
function completion.script(shell)
  return shells[shell]
end

--- What `revos complete` prints: a line a candidate, its description behind a tab.
---@param words string[]
---@param shared table of a context
---@return string
function completion.lines(words, shared)
  local lines = {}
  local one_line = require("cli.output").one_line
  for i, one in ipairs(require("cli.candidates").list(words, shared)) do
    lines[i] = one_line(one[1]) .. (one[2] and "\t" .. one_line(one[2]) or "") .. "\n"
  end
  return table.concat(lines)
end

return completion
