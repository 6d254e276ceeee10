#!/bin/sh
# Fuzz the readers of foreign text, one after the other:
#
#     tests/fuzz/run.sh BUILD_FOLDER SECONDS [TARGET...]
#
# Inputs that are worth keeping gather in BUILD_FOLDER/corpus/<target>; they
# begin as tests/fuzz/seeds, tests/fuzz/found and texts of the test suites. A
# finding is left in BUILD_FOLDER and told with its file. Ends with
# "N passed, N failed": one for each target.
#
# A template that uses up all its steps takes a second in the program, and 41
# here, where every line of Lua is counted: hence the minute for one input.
set -u
build=$1 seconds=$2
shift 2
[ $# -gt 0 ] || set -- json records yaml template date csv lines xml
passed=0 failed=0

# seed TARGET FOLDER : what the search starts from.
seed() {
    for folder in "tests/fuzz/seeds/$1" "tests/fuzz/found/$1"; do
        [ ! -d "$folder" ] || cp "$folder"/* "$2"
    done
    for case in tests/conformance/*/; do
        name=$(basename "$case")
        case $1 in
        json | records | lines) cp "$case/config.json" "$2/$name" ;;
        yaml) cp "$case/manifest.yaml" "$2/$name" ;;
        template) grep -o '{{[^}]*}}' "$case/manifest.yaml" >"$2/$name" ;;
        esac
    done
}

for target in "$@"; do
    corpus="$build/corpus/$target"
    mkdir -p "$corpus"
    seed "$target" "$corpus"
    log="$build/$target.log"
    if "$build/fuzz_$target" "$corpus" -max_total_time="$seconds" \
        -timeout=60 -rss_limit_mb=1024 -max_len=4096 \
        -artifact_prefix="$build/$target-" >"$log" 2>&1; then
        passed=$((passed + 1))
        echo "$target: $(grep -a 'Done' "$log")"
    else
        failed=$((failed + 1))
        tail -n 40 "$log"
        echo "$target: a finding, see $log"
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
