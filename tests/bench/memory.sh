#!/bin/sh
# Whether reads take more memory than they may (docs/performance.md): of two
# pages of 0.4 MB 10 MB and those, the least of three reads; of 10,000 partitions
# with a cursor each 20 MB, of which 0.7 are the state.
#
#     tests/bench/memory.sh BUILD_FOLDER
#
# The limits are for pages of memory of 4 KB: with larger ones, what is touched
# of the libraries counts for more. Ends with "N passed, N failed[, N skipped]".
set -eu
build=$(realpath "$1")
here=$(dirname "$0")

if [ "$(getconf PAGESIZE)" != 4096 ]; then
    echo "0 passed, 0 failed, 2 skipped"
    exit 0
fi

. "$here/guard/stand_in.sh"
cc -O2 -o "$folder/measure" "$here/measure.c"

# measure WORKLOAD : seconds, seconds of processor time, kilobytes.
measure() {
    "$folder/measure" "$folder/out" "$build/revos" protocol read \
        --manifest-path "$here/guard/$1.yaml" \
        --config "$folder/config.json" --catalog "$here/guard/catalog.json"
}

# hold WORKLOAD RECORDS KILOBYTES TURNS
hold() {
    for _ in $(seq "$4"); do
        measure "$1" || true
    done >"$folder/measured"
    records=$(grep -c '"type":"RECORD"' "$folder/out" || true)
    awk -v name="$1" -v most="$3" -v turns="$4" -v is_whole="$((records == $2))" '
        NR == 1 || $3 < least { least = $3 }
        END {
            if (!is_whole) print name ": has not read all records"
            printf "%s: %d KB, at most %d\n", name, least, most
            exit NR < turns || least > most || !is_whole
        }' "$folder/measured" || failed=$((failed + 1))
}

failed=0
hold wide 2000 11059 3
hold partitions 10000 20480 1
echo "$((2 - failed)) passed, $failed failed"
[ "$failed" = 0 ]
