#!/bin/sh
# Kills `revos connectors new` at many instants of its run: a new connector is there whole or
# not at all; a forced one is, once the project is opened again, all old or all new.
#
#   tests/kill/new.sh PROGRAM [KILLS]
set -u
revos=$1
kills=${2:-30}
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
at=0

project() {
    rm -rf "$here/project"
    mkdir -p "$here/project/templates/many/files"
    cd "$here/project" || exit 2
    printf 'apiVersion: revos/v1\nkind: Project\nmetadata: {name: kill}\n' >revos.yaml
    printf 'return { summary = "Many", questions = { { name = "word" } } }' >templates/many/template.lua
    cp "$here/connector.yaml" templates/many/files/
    i=0
    while [ $i -lt 40 ]; do
        echo 'the <%= word %>' >"templates/many/files/file-$i.md"
        i=$((i + 1))
    done
}

fail() {
    echo "FAILED after a kill at $at ms: $1"
    find connectors .revos
    exit 1
}

killed_at() {
    milliseconds=$1
    shift
    "$revos" -q connectors new made --template many "$@" >/dev/null 2>&1 &
    pid=$!
    sleep "$(printf '0.%03d' "$milliseconds")"
    kill -9 "$pid" 2>/dev/null
    wait "$pid" 2>/dev/null
}

# All files of the connector say the same word.
whole() {
    "$revos" status >/dev/null 2>&1
    [ "$(ls connectors/made | wc -l)" -eq 41 ] || fail "files are missing"
    [ "$(cat connectors/made/file-* | sort -u | wc -l)" -eq 1 ] || fail "old and new are mixed"
    [ -z "$(ls .revos/replace 2>/dev/null)" ] || fail "the work is not finished"
}

printf 'apiVersion: revos/v1\nkind: Connector\nmetadata: {name: made}\nspec: {name: Made, type: declarative}\n' >"$here/connector.yaml"
project
start=$(date +%s%N)
"$revos" -q connectors new made --template many --set word=oak >/dev/null || fail "new"
longest=$((($(date +%s%N) - start) / 1000000 + 5))
[ "$longest" -lt 900 ] || longest=900
count=0
while [ "$count" -lt "$kills" ]; do
    at=$((count * longest / kills + 1))
    project
    killed_at "$at" --set word=oak
    [ -z "$(ls -A connectors 2>/dev/null | grep -v '^made$')" ] || fail "something is left"
    [ ! -e connectors/made ] || whole
    rm -rf connectors/made
    "$revos" -q connectors new made --template many --set word=oak >/dev/null || fail "new again"
    whole
    killed_at "$at" --set word=elm --force
    whole
    count=$((count + 1))
done
echo "$kills kills while making and $kills while replacing, over $longest ms: all whole"
