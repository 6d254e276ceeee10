#!/bin/sh
# Whether a read takes more memory than it may: 10 MB and two pages of 0.4 MB
# (docs/performance.md), the least of three reads of two pages.
#
#     tests/bench/memory.sh BUILD_FOLDER
#
# The limit is for pages of memory of 4 KB: with larger ones, what is touched of
# the libraries counts for more. Ends with "N passed, N failed[, N skipped]".
set -eu
build=$(realpath "$1")
here=$(dirname "$0")
MOST=11059 # kilobytes

if [ "$(getconf PAGESIZE)" != 4096 ]; then
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
fi

. "$here/guard/stand_in.sh"
cc -O2 -o "$folder/measure" "$here/measure.c"

# Seconds, seconds of processor time, kilobytes.
measure() {
    "$folder/measure" "$folder/out" "$build/revos" protocol read \
        --manifest-path "$here/guard/wide.yaml" \
        --config "$folder/config.json" --catalog "$here/guard/catalog.json"
}

{ measure && measure && measure; } >"$folder/measured"
[ "$(grep -c '"type":"RECORD"' "$folder/out")" = 2000 ] ||
    { echo "has not read 2000 records" && exit 1; }
awk -v most="$MOST" '
    NR == 1 || $3 < least { least = $3 }
    END {
        failed = NR < 3 || least > most
        printf "%d KB, at most %d\n", least, most
        printf "%d passed, %d failed\n", !failed, failed
        exit failed
    }' "$folder/measured"
