#!/bin/sh
# Seconds of `revos apply` with a thousand connectors in the local workspace.
#
#   tests/bench/apply.sh PROGRAM
set -eu
revos=$(realpath "$1")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"$revos" init --name bench >out 2>&1
i=1
while [ $i -le 1000 ]; do
    mkdir "connectors/c$i"
    printf 'apiVersion: revos/v1\nkind: Connector\nmetadata:\n  name: c%d\nspec:\n  name: C%d\n  type: declarative\n' \
        $i $i >"connectors/c$i/connector.yaml"
    cat >"connectors/c$i/manifest.yaml" <<YAML
version: "6.0.0"
type: DeclarativeSource
check: {type: CheckStream, stream_names: [users]}
definitions:
  requester:
    type: HttpRequester
    url_base: https://api.example.com/$i
    http_method: GET
    authenticator: {type: BearerAuthenticator, api_token: "{{ config['api_key'] }}"}
streams:
  - type: DeclarativeStream
    name: users
    primary_key: [id]
    retriever:
      type: SimpleRetriever
      requester: {\$ref: "#/definitions/requester", path: /users}
      record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: [data]}}
spec:
  type: Spec
  connection_specification:
    type: object
    required: [api_key]
    properties:
      api_key: {type: string, airbyte_secret: true}
YAML
    i=$((i + 1))
done

# timed NAME COMMAND... : how long one run takes.
timed() {
    name=$1
    shift
    before=$(date +%s%N)
    "$@" >out 2>&1
    after=$(date +%s%N)
    awk -v name="$name" -v ns=$((after - before)) \
        'BEGIN { printf "%-24s %6.2f s\n", name, ns / 1e9 }'
}

timed "1000 created" "$revos" apply
timed "1000 unchanged" "$revos" apply
timed "status of 1000" "$revos" status
