#!/bin/sh
# A check and a read under valgrind: no bad access, nothing lost. The VM's own
# blocks go with the process (src/host/host.c); what points into their middle is
# "possibly" lost to valgrind, and no finding.
#
#     stand_in RULES -- sh tests/support/valgrind.sh PROGRAM
#
# Ends with "N passed, N failed"; skipped where valgrind is missing.
set -eu
program=$(realpath "$1")
if ! command -v valgrind >/dev/null; then
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"$program" -q init >/dev/null
"$program" -q connectors new posts --set "base_url=$STAND_IN_BASE" >/dev/null
cd connectors/posts
passed=0 failed=0

# clean WORDS : the protocol's command prints WORDS, and valgrind nothing.
clean() {
    wanted=$1 command=$2
    shift 2
    if valgrind -q --error-exitcode=9 --leak-check=full \
        --show-leak-kinds=definite --errors-for-leak-kinds=definite "$program" protocol "$command" \
        --manifest-path manifest.yaml --config secrets/config.json "$@" \
        >out 2>err && grep -q "$wanted" out && ! grep -q '^==' err; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED $command"
        tail -n 30 err
    fi
}

clean SUCCEEDED check
clean '"id":25' read --catalog integration_tests/configured_catalog.json
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
