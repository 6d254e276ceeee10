#!/bin/sh
# Figures. Run by ./dev bench from the root, which has built the program.
#
#   start-up of commands that need no network, beside `true`
#   apply of a thousand connectors
#   reads of revos serve with up to a thousand connections, and its memory
#   reads, beside the bare loop and, where it is installed, the reference
set -eu
revos=$PWD/build/revos
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# start_up NAME COMMAND... : the mean of a hundred runs, in milliseconds.
start_up() {
    name=$1
    shift
    before=$(date +%s%N)
    i=0
    while [ $i -lt 100 ]; do
        "$@" >"$folder/out" 2>&1
        i=$((i + 1))
    done
    after=$(date +%s%N)
    awk -v name="$name" -v ns=$((after - before)) \
        'BEGIN { printf "%-24s %6.2f ms\n", name, ns / 100 / 1e6 }'
}

echo "start-up, mean of 100 runs"
start_up "true" /bin/true
start_up "revos --version" "$revos" --version
start_up "revos help" "$revos" help
(
    cd "$folder"
    "$revos" init --name bench >"$folder/out" 2>&1
    "$revos" connectors new one >"$folder/out" 2>&1
    start_up "revos connectors spec" "$revos" connectors spec one
    start_up "revos lint" "$revos" lint
)

echo "apply, a thousand connectors in the local workspace"
sh tests/bench/apply.sh "$revos"

echo "serve, reads of one definition"
sh tests/bench/serve.sh "$revos"

echo "reads"
sh tests/bench/reads.sh build
