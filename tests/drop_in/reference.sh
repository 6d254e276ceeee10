#!/bin/sh
# `--runtime source-declarative-manifest` drives the reference program:
#
#     stand_in RULES -- sh tests/drop_in/reference.sh PROGRAM
#
# Skipped where the program is not on PATH (or is revos itself).
set -eu
program=$(realpath "$1")
reference=$(command -v source-declarative-manifest || true)
if [ -z "$reference" ] ||
    [ "$(basename "$(realpath "$reference")")" = revos ]; then
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"$program" -q init >/dev/null
"$program" -q connectors new posts --set "base_url=$STAND_IN_BASE" >/dev/null
failed=0

# same COMMAND : both runtimes give the same answer.
same() {
    for runtime in native source-declarative-manifest; do
        # shellcheck disable=SC2086
        "$program" connectors $1 posts --runtime "$runtime" 2>"$runtime.err" |
            grep -v '"LOG"' |
            sed -E 's/"emitted_at": ?[0-9.]+//g' >"$runtime" || true
    done
    if ! cmp -s native source-declarative-manifest; then
        failed=$((failed + 1))
        echo "FAILED $1"
        diff native source-declarative-manifest | head -n 20
        cat source-declarative-manifest.err
    fi
}

same check
same discover
"$program" connectors read posts --runtime source-declarative-manifest |
    grep -c '"type": *"RECORD"' >count || true
if [ "$(cat count)" != 25 ]; then
    failed=$((failed + 1))
    echo "FAILED read: $(cat count) records"
fi
echo "$((3 - failed)) passed, $failed failed"
[ "$failed" = 0 ]
