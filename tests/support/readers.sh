#!/bin/sh
# A read that has no end, and a reader that is slow and then goes away: the
# program needs little memory, waits for the reader, needs no more, and ends
# without a word.
#
#     sh tests/support/readers.sh BUILD
#
# Ends with "N passed, N failed".
set -eu
build=$(realpath "$1")
if [ -z "${STAND_IN_BASE:-}" ]; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    # every page is full, so there is always another one
    awk 'BEGIN {
        printf "[{\"path\": \"/posts\", \"responses\": [{\"json\": ["
        for (i = 1; i <= 1000; i++)
            printf "%s{\"id\": %d, \"title\": \"the old stone bridge where " \
                "boats wait for morning tide\"}", (i > 1 ? "," : ""), i
        print "]}]}]"
    }' >"$folder/rules.json"
    cat >"$folder/manifest.yaml" <<'END'
version: 6.0.0
type: DeclarativeSource
check: {type: CheckStream, stream_names: [posts]}
streams:
  - type: DeclarativeStream
    name: posts
    retriever:
      type: SimpleRetriever
      requester:
        type: HttpRequester
        url_base: "{{ config['base'] }}"
        path: posts
      record_selector:
        type: RecordSelector
        extractor: {type: DpathExtractor, field_path: []}
      paginator:
        type: DefaultPaginator
        pagination_strategy: {type: PageIncrement, page_size: 1000}
    schema_loader: {type: InlineSchemaLoader, schema: {type: object}}
END
    echo '{"streams": [{"stream": {"name": "posts", "json_schema": {},
        "supported_sync_modes": ["full_refresh"]}, "sync_mode": "full_refresh",
        "destination_sync_mode": "overwrite"}]}' >"$folder/catalog.json"
    cd "$folder"
    "$build/stand_in" rules.json -- sh "$OLDPWD/tests/support/readers.sh" \
        "$build"
    exit
fi

passed=0 failed=0

# verdict NAME COMMAND... : counts whether the command succeeds.
verdict() {
    name=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED $name"
    fi
}

# The most memory the program ever had, in kilobytes.
peak() {
    sed -n 's/^VmHWM:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$pid/status"
}

echo "{\"base\": \"$STAND_IN_BASE\"}" >config.json
mkfifo pipe
"$build/revos" protocol read --manifest-path manifest.yaml \
    --config config.json --catalog catalog.json >pipe 2>errors &
pid=$!
exec 3<pipe
head -c 1000000 <&3 >/dev/null
before=$(peak)
echo "$before kB at the peak of the first megabyte"
verdict "a read takes less than 20 MB" [ "$before" -le $((20 * 1024)) ]
sleep 1
verdict "a reader that stops costs no memory" [ "$(peak)" -le $((before + 1024)) ]
head -c 50000000 <&3 >/dev/null
verdict "nor do fifty megabytes" [ "$(peak)" -le $((before + 2 * 1024)) ]
exec 3<&-
status=0
wait "$pid" || status=$?
verdict "a closed pipe ends the read" [ "$status" = 141 ]
verdict "without a word" [ ! -s errors ]
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
