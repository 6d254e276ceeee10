#!/bin/sh
# Kills `revos apply` at many instants of its run. After each kill the next apply has to
# finish the work: every connector registered once, its id in its file, nothing left open.
#
#   tests/kill/apply.sh PROGRAM [KILLS]
set -u
revos=$1
kills=${2:-30}
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
slugs="alpha beta gamma delta epsilon"

project() {
    rm -rf "$here/project"
    mkdir -p "$here/project/connectors"
    cd "$here/project" || exit 2
    printf 'apiVersion: revos/v1\nkind: Project\nmetadata: {name: kill}\n' >revos.yaml
    for slug in $slugs; do
        mkdir "connectors/$slug"
        printf 'apiVersion: revos/v1\nkind: Connector\nmetadata:\n  name: %s # kept\nspec:\n  name: The %s\n  type: declarative\n' \
            "$slug" "$slug" >"connectors/$slug/connector.yaml"
        manifest "$slug" users
    done
}

manifest() {
    cat >"connectors/$1/manifest.yaml" <<YAML
version: "6.0.0"
type: DeclarativeSource
check: {type: CheckStream, stream_names: [$2]}
streams:
  - type: DeclarativeStream
    name: $2
    retriever:
      type: SimpleRetriever
      requester: {type: HttpRequester, url_base: "https://api.example.com", path: /$2}
      record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
spec:
  type: Spec
  connection_specification: {type: object, properties: {}}
YAML
}

fail() {
    echo "FAILED after a kill at $at ms: $1"
    "$revos" status
    "$revos" pull --all --dry-run
    exit 1
}

# Everything registered, recorded and equal; nothing in the workspace that no file knows.
settled() {
    "$revos" apply >/dev/null 2>"$here/apply.err" || fail "apply: $(cat "$here/apply.err")"
    "$revos" status --json | grep -q '"state":"[^u]' && fail "a connector is not unchanged"
    [ "$(grep -l '^  id: ' connectors/*/connector.yaml | wc -l)" -eq 5 ] || fail "an id is missing"
    [ "$(grep -c '# kept' connectors/*/connector.yaml | grep -c ':1$')" -eq 5 ] || fail "a comment is lost"
    "$revos" pull --all --dry-run | grep -q '^0 created' || fail "a second registration"
    [ -z "$(ls .revos/journal 2>/dev/null)" ] || fail "the journal is open"
    [ -z "$(find connectors -name '.*')" ] || fail "a temporary file is left"
}

killed_at() {
    "$revos" apply >/dev/null 2>&1 &
    pid=$!
    sleep "$(printf '0.%03d' "$1")"
    kill -9 "$pid" 2>/dev/null
    wait "$pid" 2>/dev/null
}

at=0
project
start=$(date +%s%N)
"$revos" apply >/dev/null || fail "apply"
longest=$((($(date +%s%N) - start) / 1000000 + 5))
[ "$longest" -lt 900 ] || longest=900
count=0
while [ "$count" -lt "$kills" ]; do
    at=$((count * longest / kills + 1))
    project
    killed_at "$at"
    settled
    for slug in $slugs; do
        manifest "$slug" people
    done
    killed_at "$at"
    settled
    "$revos" versions alpha --json | grep -q '"version":3' && fail "an update was stored twice"
    count=$((count + 1))
done
echo "$kills kills while creating and $kills while updating, over $longest ms: all finished"
