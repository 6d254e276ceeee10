#!/bin/sh
# Whether something became slow, on a machine that need not be quiet: the
# instructions that revos itself needs (libraries left out) for six small
# workloads, under callgrind, against those in tests/bench/guard.txt.
#
#     tests/bench/guard.sh BUILD_FOLDER [--update]
#
# More than a tenth above fails; --update writes the file anew. What the
# compiler and the libraries inside the program make of the code changes with
# their versions, so these are in the file, too: where they differ, nothing is
# compared. Ends with "N passed, N failed, N skipped".
set -eu
build=$(realpath "$1")
here=$(dirname "$0")
recorded="$here/guard.txt"

skip() {
    echo "$1"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
}

versions() {
    uname -m
    grep -E '^CMAKE_(BUILD_TYPE|C_COMPILER):' "$build/CMakeCache.txt"
    for package in gcc-12 liblua5.4-dev lua-lpeg-dev libyaml-dev valgrind; do
        dpkg-query -W -f '${Package} ${Version}\n' "$package" 2>/dev/null ||
            true
    done
}

command -v valgrind >/dev/null || skip "valgrind is missing"
valgrind -q --tool=callgrind --callgrind-out-file=/dev/null true ||
    skip "callgrind does not run here"
versions=$(versions | tr '\n' ' ')

if [ -z "${STAND_IN_BASE:-}" ] && [ "${2:-}" != --update ] &&
    ! grep -qxF "# $versions" "$recorded" 2>/dev/null; then
    skip "recorded with another compiler or other libraries"
fi
. "$here/guard/stand_in.sh"

# The same addresses each time, where a container does not forbid that: Lua makes
# the seed of its hashes of them.
fixed="setarch -R"
$fixed true 2>/dev/null || fixed=

# Of a profile: the instructions of functions that lie in revos, those that
# they call elsewhere left out.
own_instructions() {
    awk -v program="$build/revos" '
        /^c?ob=/ {
            split($0, part, /[()]/)
            if ($2 == program) own = part[2]
            if (/^ob/) object = part[2]
        }
        /^calls=/ { getline; next }
        /^[0-9+*-]/ && object == own { sum += $2 }
        END { printf "%d\n", sum }' "$1"
}

# count NAME ARGUMENT... : a line "NAME INSTRUCTIONS".
count() {
    name=$1
    shift
    env -i PATH=/usr/bin:/bin HOME="$folder" LC_ALL=C $fixed \
        valgrind --tool=callgrind --callgrind-out-file="$folder/profile" \
        "$build/revos" "$@" >"$folder/out" 2>"$folder/err" ||
        { cat "$folder/err" >&2 && exit 1; }
    echo "$name $(own_instructions "$folder/profile")"
}

# count_read NAME RECORDS : a read with one of our manifests.
count_read() {
    count "read-$1" protocol read --manifest-path "$here/guard/$1.yaml" \
        --config "$folder/config.json" --catalog "$here/guard/catalog.json"
    [ "$(grep -c '"type":"RECORD"' "$folder/out")" = "$2" ] ||
        { echo "read-$1 has not read $2 records" >&2 && exit 1; }
}

measure() {
    count version --version
    count eval eval "{{ ['a', 'b'] | join('-') | upper }}"
    count discover protocol discover --manifest-path "$here/guard/wide.yaml" \
        --config "$folder/config.json"
    count_read wide 2000
    count_read transform 800
    count_read incremental 1200
}

measure >"$folder/measured"
if [ "${2:-}" = --update ]; then
    {
        echo "# $versions"
        cat "$folder/measured"
    } >"$recorded"
    cat "$recorded"
    exit 0
fi
awk '
    NR == FNR { if ($1 != "#") wanted[$1] = $2; next }
    {
        ratio = wanted[$1] ? $2 / wanted[$1] : 1
        printf "%-18s %11d  %+.1f %%\n", $1, $2, (ratio - 1) * 100
        if (ratio > 1.1) failed++
        else passed++
        faster = faster || ratio < 0.9
    }
    END {
        if (faster) print "faster than recorded: ./dev bench guard --update"
        printf "%d passed, %d failed, 0 skipped\n", passed, failed
        exit failed > 0
    }' "$recorded" "$folder/measured"
