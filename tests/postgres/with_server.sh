#!/bin/sh
# Runs COMMAND beside a PostgreSQL server of its own, in a temporary folder.
#
#     sh tests/postgres/with_server.sh COMMAND...
#
# COMMAND finds the server by REVOS_TEST_POSTGRES, an address. Where Debian's
# postgresql is missing: "0 passed, 0 failed, 1 skipped".
set -eu
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
if [ ! -x "$bin/initdb" ]; then
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
fi
folder=$(mktemp -d)

# The server refuses to run as root.
as_owner() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid=postgres --regid=postgres --clear-groups "$@"
    else
        "$@"
    fi
}

stop() {
    as_owner "$bin/pg_ctl" -D "$folder/data" -m immediate -s stop || true
    rm -rf "$folder"
}

[ "$(id -u)" != 0 ] || chown postgres "$folder"
trap stop EXIT
cd "$folder"
as_owner "$bin/initdb" -D "$folder/data" -U revos --auth=trust -E UTF8 \
    --no-sync --locale=C.UTF-8 >"$folder/initdb.log" 2>&1 || {
    cat "$folder/initdb.log"
    exit 1
}
as_owner "$bin/pg_ctl" -D "$folder/data" -s -w -l "$folder/data/server.log" -o \
    "-c listen_addresses='' -c unix_socket_directories='$folder' -c fsync=off" \
    start
cd "$OLDPWD"
REVOS_TEST_POSTGRES="postgres://revos@/postgres?host=$folder"
export REVOS_TEST_POSTGRES
"$@"
