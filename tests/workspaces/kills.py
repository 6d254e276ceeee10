"""Kills at random instants, and many writers at once.

    kills.py PROGRAM [KILLS [CONNECTORS [WRITERS]]]

`revos apply` is killed again and again while it registers and updates connectors, in every kind of
workspace, until it comes through: then each connector is registered once and recorded. `revos sync`
is killed in the same way: its destinations hold every record once. Writers of one connector get
versions in sequence and lose nothing. Ends with "N passed, M failed".
"""
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import traceback
from concurrent.futures import ThreadPoolExecutor

sys.argv = [sys.argv[0]] + sys.argv[1:]
import suite  # noqa: E402
from suite import REVOS, Airbyte, File, Local, Project, Serve  # noqa: E402

KILLS = int(sys.argv[2]) if len(sys.argv) > 2 else 20
CONNECTORS = int(sys.argv[3]) if len(sys.argv) > 3 else 8
WRITERS = int(sys.argv[4]) if len(sys.argv) > 4 else 12

passed, failed = 0, 0


def check(name, body, *arguments):
    global passed, failed
    begun = time.monotonic()
    try:
        told = body(*arguments)
        passed += 1
        print("%s: %s in %.1f s" % (name, told, time.monotonic() - begun))
    except Exception as error:  # noqa: BLE001
        failed += 1
        print("FAILED %s: %s" % (name, error))
        traceback.print_exc(limit=-2, file=sys.stdout)


def environment_of(kind, folder):
    os.makedirs(folder + "/home", exist_ok=True)
    return {"PATH": os.environ["PATH"], "HOME": folder + "/home", **kind.environment()}


def killed(project, longest, *words):
    """Runs a command, kills it at some instant before `longest` seconds. Was it killed?"""
    wait = random.random() * longest if longest < 5 else longest
    process = subprocess.Popen([REVOS, *words], cwd=project.root, env=project.environment,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(wait)
    except subprocess.TimeoutExpired:
        process.kill()
    return process.wait() == -9


def one_registration_each(project, count):
    project.run("apply")
    states = [one["state"] for one in project.run("status", "--json").json["connectors"]]
    assert states == ["unchanged"] * count, states
    only_there = project.run("pull", "--all", "--dry-run", "--json").json["summary"]
    assert only_there["created"] == 0, "a second registration: %s" % only_there
    assert len({project.id("c%02d" % i) for i in range(count)}) == count
    for i in range(count):
        text = project.file("c%02d" % i, "connector.yaml").read_text()
        assert text.count("# mine") == 1, text
    journal = project.root / ".revos" / "journal"
    assert not journal.exists() or not list(journal.iterdir()), list(journal.iterdir())
    leftovers = [path for path in project.root.rglob(".*") if path.name not in (
        ".revos", ".gitignore")]
    assert not leftovers, leftovers


def apply_until_through(project, longest):
    """How often it was killed before it came through."""
    count = 0
    while killed(project, longest, "apply"):
        count += 1
    return count


def kills_of_apply(kind, kills):
    count, rounds, longest = 0, 0, 5
    while count < kills:
        with tempfile.TemporaryDirectory(dir=suite.MEMORY) as folder:
            declaration = kind.declaration(folder)
            project = Project(folder + "/project", declaration, environment_of(kind, folder))
            for i in range(CONNECTORS):
                project.add("c%02d" % i)
            begun = time.monotonic()
            count += apply_until_through(project, longest)  # the first run is let through
            longest = time.monotonic() - begun if rounds == 0 else longest
            one_registration_each(project, CONNECTORS)
            for i in range(CONNECTORS):
                project.edit("c%02d" % i, "path: /users", "path: /people")
            count += apply_until_through(project, longest)
            one_registration_each(project, CONNECTORS)
            if kind.name != "airbyte":
                versions = project.run("versions", "c00", "--json").json["versions"]
                assert len(versions) == 2, versions
            rounds += 1
    return "%d kills in %d runs of %d connectors" % (count, 2 * rounds, CONNECTORS)


# -------------------------------------------------------------------------- syncs

PAGES, PAGE = 39, 50

MANIFEST = """version: "6.0.0"
type: DeclarativeSource
check: {type: CheckStream, stream_names: [events]}
streams:
  - type: DeclarativeStream
    name: events
    primary_key: [id]
    retriever:
      type: SimpleRetriever
      requester: {type: HttpRequester, url_base: "%s", path: /events, http_method: GET,
        request_parameters: {since: "{{ stream_slice.start_time }}"}}
      record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
    incremental_sync:
      type: DatetimeBasedCursor
      cursor_field: at
      start_datetime: "2026-01-01"
      end_datetime: "2026-02-09"
      datetime_format: "%%Y-%%m-%%d"
      step: P1D
      cursor_granularity: P1D
    schema_loader: {type: InlineSchemaLoader, schema: {type: object, properties: {id: {}, at: {}}}}
spec: {type: Spec, connection_specification: {type: object, properties: {}}}
"""


class Events:
    """An API with a page of records for each day."""

    def __init__(self):
        import threading
        from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1
            disable_nagle_algorithm = True

            def log_message(self, *_):
                pass

            def do_GET(self):
                day = self.path.split("since=")[1][:10]
                records = [{"id": "%s-%d" % (day, i), "at": day} for i in range(PAGE)]
                data = json.dumps(records).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_):
                pass  # killed clients

        server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.base = "http://127.0.0.1:%d" % server.server_port


def rows_of(project, kind):
    if kind == "jsonl":
        text = (project.root / "out/events.jsonl").read_text()
        assert text.endswith("\n")
        return [json.loads(line)["id"] for line in text.splitlines()]
    import sqlite3
    with sqlite3.connect(project.root / "out.db") as db:
        return [row[0] for row in db.execute("SELECT id FROM events")]


def kills_of_sync(kind, mode, kills):
    count, rounds, events = 0, 0, Events()
    while count < kills:
        with tempfile.TemporaryDirectory(dir=suite.MEMORY) as folder:
            project = Project(folder + "/project", None, environment_of(Local(), folder))
            project.add("events", manifest=MANIFEST % events.base)
            project.root.joinpath("c.json").write_text("{}")
            project.run("apply", "--no-policies")
            project.run("sources", "create", "s", "--connector", "events", "--config", "c.json")
            place = "jsonl:out" if kind == "jsonl" else "sqlite:out.db"
            project.run("connections", "create", "k", "--source", "s", "--destination", place,
                        "--stream", "events:" + mode)
            while killed(project, 0.35, "sync", "k"):
                count += 1
            project.run("sync", "k")
            rows = rows_of(project, kind)
            missing = {row for row in rows}
            assert len(missing) == PAGES * PAGE, len(missing)
            # A run that came through reads the last day again: that is incremental_append.
            assert mode == "incremental" or len(rows) == PAGES * PAGE, len(rows)
            rounds += 1
    return "%d kills, %d times %d records" % (count, rounds, PAGES * PAGE)


# -------------------------------------------------------------------------- writers


def write_until_done(project, number):
    for attempt in range(400):
        project.run("pull", "--force")
        text = project.file("alpha").read_text()
        start = text.index("path: ")
        stop = text.index(" #", start)
        project.file("alpha").write_text(text[:start] + "path: /by/%d" % number + text[stop:])
        process = subprocess.run([REVOS, "apply", "--json"], cwd=project.root, text=True,
                                 env=project.environment, capture_output=True)
        if process.returncode == 0:
            result = json.loads(process.stdout)["results"][0]
            assert result["action"] == "update", result
            return result["version"]
        assert process.returncode in (5, 2), (process.returncode, process.stderr)
        assert process.returncode == 5 or "lock" in process.stderr, process.stderr
        time.sleep(random.random() * 0.02 * min(attempt, 20))
    raise AssertionError("never came through")


def writers(kind):
    with tempfile.TemporaryDirectory(dir=suite.MEMORY) as folder:
        declaration = kind.declaration(folder)
        project = Project(folder + "/project", declaration, environment_of(kind, folder))
        project.add("alpha")
        project.run("apply")
        clones = [project.clone("%s/w%d" % (folder, i)) for i in range(WRITERS)]
        with ThreadPoolExecutor(WRITERS) as pool:
            got = list(pool.map(write_until_done, clones, range(WRITERS)))
        assert sorted(got) == list(range(2, WRITERS + 2)), sorted(got)
        kept = [one["version"] for one in project.run("versions", "alpha", "--json").json[
            "versions"]]
        assert kept == list(range(WRITERS + 1, 0, -1)), kept
        return "%d writers, versions 1 to %d" % (WRITERS, WRITERS + 1)


def main():
    kinds = [Local(), File(), Airbyte(), Serve()]
    for kind in kinds:
        check("kills of apply, %s" % kind.name, kills_of_apply, kind, KILLS // 4)
    for place in ("jsonl", "sqlite"):
        for mode in ("append_dedup", "incremental"):
            check("kills of sync, %s %s" % (place, mode), kills_of_sync, place, mode, KILLS // 8)
    for kind in (kinds[1], kinds[3]):
        check("writers, %s" % kind.name, writers, kind)
    for kind in kinds:
        kind.close()
    print("%d passed, %d failed" % (passed, failed))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
