#!/bin/sh
# Reads a second of `revos serve`, and the memory it takes, with few and with a
# thousand open connections: tests/bench/serve.sh PROGRAM. Both run here, so
# the server has about one core of two.
set -eu
revos=$(realpath "$1")
folder=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null || true; rm -rf "$folder"' EXIT

cc -O2 -o "$folder/many_readers" tests/bench/many_readers.c
token=$("$revos" serve token create --database "$folder/serve.db" \
    --workspace bench --role editor)
"$revos" serve --database "$folder/serve.db" --listen 127.0.0.1:0 \
    >"$folder/out" 2>"$folder/log" &
server=$!
while ! grep -qs listening "$folder/out"; do sleep 0.05; done
port=$(sed -n 's/^listening.*:\([0-9]*\)$/\1/p' "$folder/out")
path=/v1/workspaces/bench/definitions/declarative_sources

# A definition of 2 KB, of the kind that `connectors new` makes.
(
    cd "$folder"
    "$revos" init --name bench >out.init 2>&1
    "$revos" connectors new one >out.new 2>&1
    cat >>revos.yaml <<END
  workspaces:
    served:
      driver: http
      url: http://127.0.0.1:$port/v1
      workspaceId: bench
      token: \${env.BENCH_TOKEN}
END
    BENCH_TOKEN=$token "$revos" apply --workspace served --json >applied.json 2>err.apply
)
id=$(sed -n 's/.*"id": *"\([^"]*\)".*/\1/p' "$folder/applied.json" | head -n 1)

# Seconds of processor time that the server has used, in hundredths.
ticks() {
    awk '{ print $14 + $15 }' "/proc/$server/stat"
}

for connections in 10 100 1000; do
    before=$(ticks)
    rate=$("$folder/many_readers" "$port" $connections 3 "$path/$id" "$token")
    after=$(ticks)
    memory=$(awk '/^VmRSS/ { print $2 }' "/proc/$server/status")
    awk -v n=$connections -v rate="$rate" -v memory="$memory" \
        -v ticks=$((after - before)) 'BEGIN {
        printf "%-24s %6d reads a second, %3.0f us of a core each, %.1f MB\n",
            n " connections", rate, ticks * 1e4 / (rate * 3), memory / 1024 }'
done
