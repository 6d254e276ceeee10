#!/bin/sh
# Reads side by side: tests/bench/reads.sh BUILD_FOLDER [NAME...]; see reads.lua.
set -eu
build=$(realpath "$1")
shift
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
cc -O2 -o "$tools/measure" tests/bench/measure.c
cc -O2 -o "$tools/bare_loop" tests/bench/bare_loop.c -lcurl
"$build/run_lua" tests/bench/reads.lua "$build" "$tools" "$@"
