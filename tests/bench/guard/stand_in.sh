# Sourced by guard.sh and memory.sh, with $build and $here set: runs the script
# again inside the stand-in for an API, where it goes on behind this with $folder,
# a folder that goes with it, and in it the config.json of the workloads.
if [ -z "${STAND_IN_BASE:-}" ]; then
    rules=$(mktemp)
    trap 'rm -f "$rules"' EXIT
    awk -f "$here/guard/rules.awk" >"$rules"
    status=0
    "$build/stand_in" "$rules" -- sh "$0" "$@" || status=$?
    exit "$status"
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
echo "{\"base\": \"$STAND_IN_BASE\"}" >"$folder/config.json"
