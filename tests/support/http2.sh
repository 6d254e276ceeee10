#!/bin/sh
# A read from a server that speaks nothing but HTTP/2 over TLS: nghttpd of
# nghttp2-server. With two slices at a time.
#
#     sh tests/support/http2.sh BUILD
#
# Ends with "N passed, N failed, N skipped".
set -eu
build=$(realpath "$1")

for program in nghttpd openssl; do
    command -v $program >/dev/null || {
        echo "$program is missing"
        echo "0 passed, 0 failed, 1 skipped"
        exit 0
    }
done

folder=$(mktemp -d)
server=
# shellcheck disable=SC2064
trap 'kill $server 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem \
    -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
    >openssl.log 2>&1
mkdir pages
echo '[{"id": 1}, {"id": 2}]' >pages/a
echo '[{"id": 3}]' >pages/b
cat >manifest.yaml <<'END'
version: 6.0.0
type: DeclarativeSource
check: {type: CheckStream, stream_names: [items]}
streams:
  - type: DeclarativeStream
    name: items
    retriever:
      type: SimpleRetriever
      requester:
        type: HttpRequester
        url_base: "{{ config['base'] }}"
        path: "{{ stream_partition['name'] }}"
      record_selector:
        type: RecordSelector
        extractor: {type: DpathExtractor, field_path: []}
      partition_router:
        type: ListPartitionRouter
        values: [a, b]
        cursor_field: name
    schema_loader: {type: InlineSchemaLoader, schema: {type: object}}
spec:
  type: Spec
  connection_specification: {type: object}
END
cat >catalog.json <<'END'
{"streams": [{"stream": {"name": "items", "json_schema": {},
"supported_sync_modes": ["full_refresh"]}, "sync_mode": "full_refresh",
"destination_sync_mode": "overwrite"}]}
END

# A port that nobody has is found by trying.
port=$((20000 + $$ % 20000))
for _ in 1 2 3 4 5; do
    nghttpd -v -a 127.0.0.1 -d pages "$port" key.pem cert.pem >server.log 2>&1 &
    server=$!
    sleep 0.5
    kill -0 $server 2>/dev/null && break
    port=$((port + 1))
done
echo "{\"base\": \"https://localhost:$port/\"}" >config.json

failed=0
CURL_CA_BUNDLE=$folder/cert.pem "$build/revos" protocol read \
    --manifest-path manifest.yaml --config config.json \
    --catalog catalog.json >out 2>err || failed=1
[ "$(grep -c '"type":"RECORD"' out)" = 3 ] || failed=1
[ "$(grep -c 'recv HEADERS frame' server.log)" = 2 ] || failed=1
[ $failed = 0 ] || cat out err server.log
echo "$((1 - failed)) passed, $failed failed, 0 skipped"
exit $failed
