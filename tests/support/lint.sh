#!/bin/sh
# The rules of the house that a machine can see. Run by ./dev lint, from the
# root. Ends with "N passed, N failed": one for each rule.
set -u
verdicts=$(mktemp) # a letter a rule: each rule is the end of a pipe
trap 'rm -f "$verdicts"' EXIT

# rule NAME : reads findings from standard input; none is good.
rule() {
    found=$(cat)
    if [ -z "$found" ]; then
        printf p >>"$verdicts"
    else
        printf f >>"$verdicts"
        printf 'FAILED %s\n%s\n' "$1" "$found"
    fi
}

tracked() {
    git ls-files -co --exclude-standard -- "$@" |
        while read -r file; do [ -f "$file" ] && echo "$file"; done
}

c_files=$(tracked 'src/*.c' 'src/*.h' 'tests/*.c' 'tests/*.h')
lua_files=$(tracked 'lua/*.lua' 'scripts/*.lua' 'templates/*.lua' 'tests/*.lua')

# longer_than LIMIT FILE...
longer_than() {
    limit=$1
    shift
    for file in "$@"; do
        lines=$(wc -l <"$file")
        [ "$lines" -le "$limit" ] || echo "$file: $lines lines, at most $limit"
    done
}

# shellcheck disable=SC2086
{
    clang-format --dry-run $c_files 2>&1 | grep -F 'warning:' |
        rule "clang-format"
    luacheck --codes --quiet --no-color $lua_files 2>&1 |
        grep -E '^ *[^ ]+\.lua:[0-9]+' | rule "luacheck"
    longer_than 400 $c_files | rule "a C file has at most 400 lines"
    longer_than 300 $(tracked 'lua/*.lua' 'tests/*.lua') |
        rule "a Lua module has at most 300 lines"
    longer_than 150 $(tracked 'scripts/*.lua') |
        rule "a command has at most 150 lines"
}
longer_than 40 src/main.c | rule "main.c has at most 40 lines"

grep -rnE 'lua\.h|lauxlib\.h|lualib\.h' src/core |
    rule "core knows no Lua"
grep -rnE '#include "(api|bridge|host)/' src/core |
    rule "core looks at nothing above it"
grep -rnE '#include "(api|host)/' src/bridge |
    rule "bridge looks at nothing above it"
for file in src/api/*.c; do
    grep -nE '#include "api/' "$file" | grep -v '"api/api.h"' |
        sed "s|^|$file:|"
done | rule "bindings do not call each other"
grep -rnE "require\(?[\"'](cli|project|scaffold|workspace|policy)\b" \
    lua/runtime | rule "runtime knows nothing of the command line"
grep -rnE "require\(?[\"'](cli|serve)\b" lua/project lua/policy lua/scaffold \
    lua/workspace | rule "the command line stands above what it uses"
grep -rnE "require\(?[\"'](cli|project|runtime|workspace|policy)\b" lua/util | rule "util looks at nothing above it"
# A command uses what a user's script can use: host.* and the documented revos.*. To offer
# another module, add a line to the list in lua/revos/<group>.lua.
grep -rnE "require[( ]*[\"'](cli|policy|project|runtime|scaffold|serve|util|workspace)\b" \
    scripts | rule "commands require host.* and revos.* alone"
grep -rnE '\b(TODO|FIXME|XXX|HACK)\b' src lua scripts templates |
    rule "nothing is left for later"
for file in src/api/*.c; do
    name=$(basename "$file" .c)
    grep -q "luaopen_host_$name\b" "$file" || continue
    [ -f "lua/meta/$name.lua" ] || echo "lua/meta/$name.lua is missing"
done | rule "each host module is described for editors"
grep -rnE '^ *(print|io\.|os\.)' lua scripts templates |
    rule "output goes through host.term"
sh -n dev 2>&1 | rule "dev is sound sh"

failed=$(tr -d p <"$verdicts" | wc -c)
echo "$(tr -d f <"$verdicts" | wc -c) passed, $failed failed"
[ "$failed" = 0 ]
