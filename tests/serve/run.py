"""`revos serve` from outside: tests/serve/run.py PROGRAM [TEST...]

Starts the real server on a free port and drives it with the commands of revos,
with many writers, with malformed requests, with kills, and with the client that
PyPI calls airbyte-api, where that is installed. The database is a file, or on
the PostgreSQL server of REVOS_TEST_POSTGRES."""
import concurrent.futures
import json
import os
import random
import re
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import warnings

import jobs
from server import DEFINITIONS, POSTGRES, WORKSPACE, Server, manifest

PROGRAM = os.path.abspath(sys.argv[1])
signal.signal(signal.SIGINT, signal.default_int_handler)  # not ignored, as below `command &`
os.environ["REVOS_SECRET_KEY"] = "ab" * 32
passed, failed, skipped = 0, 0, 0


def run(test):
    """One test in a folder of its own, with a server that it may restart."""
    global passed, failed, skipped
    with tempfile.TemporaryDirectory() as folder:
        server = Server(PROGRAM, folder)
        token = server.grant("editor")["token"]
        server.start()
        began = time.monotonic()
        try:
            if test(server, token, folder) == "skipped":
                skipped += 1
            else:
                passed += 1
            status = server.end()
            assert status == 0, f"the server ended with {status}"
            print(f"ok {test.__name__} {time.monotonic() - began:.1f} s")
        except Exception:
            failed += 1
            print("FAILED", test.__name__)
            traceback.print_exc(file=sys.stdout)
            if server.process.poll() is None:
                server.process.kill()
            with open(os.path.join(folder, "log")) as log:
                print(log.read()[-3000:])


# ------------------------------------------------------------ the command line

PROJECT = """apiVersion: revos/v1
kind: Project
metadata: {name: served}
spec:
  workspace: served
  workspaces:
    served:
      driver: http
      url: http://127.0.0.1:%d/v1
      workspaceId: acme
      token: ${env.SERVED_TOKEN}
"""

CONNECTOR = """apiVersion: revos/v1
kind: Connector
metadata:
  name: %s
spec:
  name: %s
  type: declarative
"""


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


def write_connector(folder, slug, path="/items", name=None):
    base = os.path.join(folder, "connectors", slug)
    if name or not os.path.exists(os.path.join(base, "connector.yaml")):
        write(base + "/connector.yaml", CONNECTOR % (slug, name or "The " + slug))
    write(base + "/manifest.yaml", json.dumps(manifest(path)))


class Project:
    def __init__(self, server, token, folder):
        self.folder = os.path.join(folder, "project")
        self.env = dict(os.environ, SERVED_TOKEN=token)
        write(os.path.join(self.folder, "revos.yaml"), PROJECT % server.port)

    def revos(self, *words, status=0):
        done = subprocess.run(
            [PROGRAM, *words], cwd=self.folder, env=self.env, capture_output=True
        )
        text = done.stdout.decode() + done.stderr.decode()
        assert status is None or done.returncode == status, (words, text)
        return text if status is not None else done.returncode


def commands_work_against_it(server, token, folder):
    project = Project(server, token, folder)
    for slug in ("alpha", "beta"):
        write_connector(project.folder, slug)
    project.revos("diff", status=1)
    assert "2 created" in project.revos("apply")
    assert "2 unchanged" in project.revos("apply")
    project.revos("diff")
    write_connector(project.folder, "alpha", "/people")
    assert "version 1 → 2" in project.revos("apply")
    text = open(project.folder + "/connectors/beta/connector.yaml").read()
    write(
        project.folder + "/connectors/beta/connector.yaml",
        text.replace("name: The beta", "name: The second"),
    )
    assert "renamed" in project.revos("apply")
    versions = json.loads(project.revos("versions", "alpha", "--json"))["versions"]
    assert [one["version"] for one in versions] == [2, 1], versions
    project.revos("rollback", "alpha", "1")
    project.revos("diff", status=1)
    project.revos("pull")
    project.revos("diff")
    components = project.folder + "/connectors/beta/components.lua"
    write(components, "return {}\n")
    project.revos("apply")
    os.remove(components)
    project.revos("apply")
    assert "2 unchanged" in project.revos("apply")
    project.revos("connectors", "delete", "alpha", "--yes")
    status, _, page = server.call("GET", DEFINITIONS, token=token)
    assert [one["name"] for one in page["data"]] == ["The second"], page


# -------------------------------------------------------------- bad input, load

# What is cut while it is still being sent may also end in a reset: None.
RAW = [
    (b"GET /v1/health HTTP/1.1\r\n\r\n", 400),
    (b"GET /v1/health HTTP/9.1\r\nHost: a\r\n\r\n", 505),
    (b"GET /" + b"a" * 40000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
    (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 40000 + b"\r\n\r\n", 431),
    (b"POST /v1/health HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n", 400),
    (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n", 413),
    (
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        400,
    ),
    (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n"
     b"Transfer-Encoding: chunked\r\n\r\n", 400),
    (b"GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400),
    (b"GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n", 400),
    (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"A: b\r\n" * 99 + b"\r\n", 404),
    (b"GET / HTTP/1.1\r\nHost: a\r\nA: " + b"b" * 8100 + b"\r\n\r\n", 404),
    (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
    (b"\x00" * 1000, 400),
    (b"GARBAGE\r\n\r\n", 400),
]


def malformed_requests_are_told_apart(server, token, folder):
    cases = [
        ("POST", DEFINITIONS, "{", 400),
        ("POST", DEFINITIONS, "", 400),
        ("POST", DEFINITIONS, "[1]", 400),
        ("POST", DEFINITIONS, b"\xff\xfe", 400),
        ("POST", DEFINITIONS, "[" * 100000, 400),
        ("POST", DEFINITIONS, {"name": "a"}, 422),
        ("POST", DEFINITIONS, {"name": 1, "manifest": {}}, 422),
        ("POST", DEFINITIONS, {"name": "a", "manifest": "text"}, 422),
        ("PUT", DEFINITIONS + "/nothing", {"manifest": {}}, 404),
        ("GET", DEFINITIONS + "/%00", None, 400),
        ("GET", DEFINITIONS + "?limit=-1", None, 400),
        ("GET", "/v1/workspaces/other", None, 404),
        ("GET", "/nothing", None, 404),
        ("PATCH", DEFINITIONS, None, 405),
        ("POST", DEFINITIONS, "x" * 11_000_000, 413),
    ]
    for method, path, body, wanted in cases:
        status, headers, problem = server.call(method, path, body, token)
        about = (method, path, status, problem)
        assert status == wanted, about
        assert headers["Content-Type"] == "application/problem+json", about
        assert problem["status"] == wanted and problem["detail"], about
    for data, wanted in RAW:
        answer = server.raw(data)
        status = int(answer.split(b" ")[1]) if answer else None
        assert status in (wanted, None), (data[:60], answer[:200])
        if status:
            problem = json.loads(answer.split(b"\r\n\r\n", 1)[1])
            assert problem["status"] == status, answer
    assert server.call("GET", "/v1/health")[0] == 200


def answers_of(data):
    """Statuses and bodies of the answers in a row of bytes."""
    found = []
    while data:
        head, _, rest = data.partition(b"\r\n\r\n")
        lines = head.split(b"\r\n")
        fields = dict(line.lower().split(b": ", 1) for line in lines[1:])
        length = int(fields[b"content-length"])
        found.append((int(lines[0].split(b" ")[1]), rest[:length]))
        data = rest[length:]
    return found


GOOD = b"GET /v1/health HTTP/1.1\r\nHost: a\r\n\r\n"
CHUNKED = b"POST /v1/health HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"

# What follows on a connection that began well, and the statuses of all answers.
LATER = [
    (GOOD + b"GARBAGE\r\n", [200, 200, 400]),
    (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 9000, [200, 431]),
    (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", [200, 400]),
    (CHUNKED + b"\r\nzz\r\n", [200, 400]),
    (CHUNKED + b"\r\n3\nabc\n0\n\n", [200, 400]),
    (CHUNKED + b"\r\n3\r\nabcd", [200, 400]),
    (CHUNKED + b"Content-Length: 5\r\n\r\n0\r\n\r\n", [200, 400]),
    (CHUNKED + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", [200, 400]),
    (CHUNKED.replace(b"1.1", b"1.0") + b"\r\n0\r\n\r\n", [200, 400]),
    # the end of the body hides no request
    (CHUNKED + b"\r\n1;a=b\r\nx\r\n0\r\nT: a\r\n\r\n" + GOOD, [200, 405, 200]),
    (GOOD.replace(b"GET", b"POST").replace(b"\r\n\r\n", b"\r\nContent-Length: 4\r\n\r\n")
     + b"GET " + GOOD, [200, 405, 200]),
    (b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\nTRACE / HTTP/1.1\r\nHost: a\r\n\r\n", [200, 404, 404]),
    (b"GET /%2e%2e/v1/health HTTP/1.1\r\nHost: a\r\n\r\n", [200, 404]),
    (b"GET /v1/%ff HTTP/1.1\r\nHost: a\r\n\r\n", [200, 400]),
    (GOOD.replace(b"\r\n\r\n", b"\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"), [200, 200]),
    (b"GET /v1/health HTT", [200, 400]),
]


def later_requests_are_held_against_the_same(server, token, folder):
    for data, wanted in LATER:
        answers = answers_of(server.raw(GOOD + data, 5))
        assert [status for status, _ in answers] == wanted, (data[:80], answers)
        for status, body in answers:
            assert status == 200 or json.loads(body)["status"] == status, body
    with socket.create_connection(("127.0.0.1", server.port), 10) as sock:
        sock.sendall(GOOD.replace(b"GET", b"PUT").replace(
            b"\r\n\r\n", b"\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n"))
        assert sock.recv(1000) == b"HTTP/1.1 100 Continue\r\n\r\n"
        sock.sendall(b"x")
        assert answers_of(sock.recv(1000))[0][0] == 405
    refused = sum(200 not in wanted[1:] and wanted[-1] in (400, 431) for _, wanted in LATER)
    figures = server.call("GET", "/metrics")[2]
    counted = re.findall(r'revos_http_refused_total{status="\d+"} (\d+)', figures)
    assert sum(map(int, counted)) >= refused, (counted, refused)
    with open(os.path.join(folder, "log")) as log:
        told = [json.loads(line) for line in log if "refused" in line]
    assert len(told) == sum(map(int, counted)) and told[0]["peer"] == "127.0.0.1", told


def slow_clients_are_cut(server, token, folder):
    server.end()
    server.options = ("--timeout", "1")
    server.start()
    began = time.monotonic()
    with_body = b"POST /v1/health HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab"
    with socket.create_connection(("127.0.0.1", server.port), 10) as sock:
        sock.sendall(with_body)
        assert sock.recv(1000).startswith(b"HTTP/1.1 408 ")
    assert time.monotonic() - began < 5


def many_writers_lose_nothing(server, token, folder):
    body = {"name": "One", "manifest": manifest("/0")}
    _, _, made = server.call("POST", DEFINITIONS, body, token)
    path = DEFINITIONS + "/" + made["id"]

    def put(number):
        body = {"manifest": manifest(f"/{number}")}
        status, _, answer = server.call("PUT", path, body, token)
        assert status == 200, answer
        return answer["version"], number

    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        done = dict(pool.map(put, range(1, 65)))
    assert sorted(done) == list(range(2, 66)), sorted(done)
    for version, number in done.items():
        _, _, kept = server.call("GET", f"{path}/versions/{version}", token=token)
        requester = kept["manifest"]["streams"][0]["retriever"]["requester"]
        assert requester["path"] == f"/{number}", (version, number)

    def guarded(number):
        headers = {"If-Match": '"65"'}
        body = {"manifest": manifest(f"/guarded/{number}")}
        return server.call("PUT", path, body, token, headers)[0]

    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        statuses = sorted(pool.map(guarded, range(64)))
    assert statuses == [200] + [412] * 63, statuses


def servers_share_a_database(server, token, folder):
    body = {"name": "One", "manifest": manifest("/0")}
    path = DEFINITIONS + "/" + server.call("POST", DEFINITIONS, body, token)[2]["id"]
    second = Server(PROGRAM, folder, database=server.database).start()

    def put(number):
        one = (server, second)[number % 2]
        body = {"manifest": manifest(f"/{number}")}
        while True:
            status, _, answer = one.call("PUT", path, body, token)
            if status != 503:  # the other one held the lock for too long
                assert status == 200, answer
                return answer["version"]

    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        versions = sorted(pool.map(put, range(1, 65)))
    assert versions == list(range(2, 66)), versions
    assert second.end() == 0


# ------------------------------------------------------------------------ kills


def keep_alive(server, stop, kills):
    """Kills the server again and again and starts it anew."""
    for _ in range(kills):
        time.sleep(random.uniform(0.02, 0.25))
        server.end(signal.SIGKILL)
        server.start()
    stop.set()


def kills_lose_nothing(server, token, folder):
    stop = threading.Event()
    killer = threading.Thread(target=keep_alive, args=(server, stop, 12))
    killer.start()
    done, number = {}, 0

    def insist(method, path, body, key):
        while True:
            try:
                headers = {"Idempotency-Key": key}
                status, _, answer = server.call(method, path, body, token, headers)
                assert status == 200, answer
                return answer
            except OSError:
                time.sleep(0.02)
            except Exception as raised:
                if type(raised).__module__ != "http.client":
                    raise

    body = {"name": "One", "manifest": manifest("/0")}
    path = DEFINITIONS + "/" + insist("POST", DEFINITIONS, body, "create")["id"]
    while not stop.is_set():
        number += 1
        body = {"manifest": manifest(f"/{number}")}
        done[number] = insist("PUT", path, body, f"put-{number}")["version"]
    killer.join()
    assert done == {n: n + 1 for n in range(1, number + 1)}, done
    _, _, page = server.call("GET", DEFINITIONS, token=token)
    assert len(page["data"]) == 1, page
    found = []
    while len(found) % 1000 == 0:  # a fast server has more than a page of them
        list_path = f"{path}/versions?limit=1000&offset={len(found)}"
        _, _, versions = server.call("GET", list_path, token=token)
        assert versions["data"], versions
        found += [one["version"] for one in versions["data"]]
    assert found == list(range(number + 1, 0, -1)), found


def apply_survives_kills(server, token, folder):
    project = Project(server, token, folder)
    for number in range(8):
        write_connector(project.folder, f"c{number}")
    stop = threading.Event()
    killer = threading.Thread(target=keep_alive, args=(server, stop, 6))
    killer.start()
    while not stop.is_set():
        project.revos("apply", status=None)
    killer.join()
    project.revos("apply")
    assert "8 unchanged" in project.revos("apply")
    _, _, page = server.call("GET", DEFINITIONS, token=token)
    assert len(page["data"]) == 8, [one["name"] for one in page["data"]]


def a_signal_ends_it_well(server, token, folder):
    """A request that has begun is answered, new ones are not taken, status 0."""
    body = json.dumps({"name": "One", "manifest": manifest("/a")}).encode()
    head = (
        f"POST {DEFINITIONS} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()
    with socket.create_connection(("127.0.0.1", server.port), 10) as sock:
        sock.sendall(head + body[:10])
        time.sleep(0.2)
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        try:
            socket.create_connection(("127.0.0.1", server.port), 1).close()
            raise AssertionError("a new connection was taken")
        except ConnectionRefusedError:
            pass
        sock.sendall(body[10:])
        assert sock.recv(65536).startswith(b"HTTP/1.1 200")
    assert server.process.wait(timeout=10) == 0
    server.start()
    _, _, page = server.call("GET", DEFINITIONS, token=token)
    assert len(page["data"]) == 1


def it_stays_at_home(server, token, folder):
    """Elsewhere than on the loopback only with TLS, or when told so."""
    command = [PROGRAM, "serve", "--database", server.database]
    done = subprocess.run([*command, "--listen", "0.0.0.0:0"], capture_output=True)
    assert done.returncode == 2 and b"--insecure-plain-http" in done.stderr, done
    listen = ["--listen", f"127.0.0.1:{server.port}"]
    done = subprocess.run([*command, *listen], capture_output=True)
    assert done.returncode == 2 and b"another program" in done.stderr, done


def it_speaks_tls(server, token, folder):
    chain, key = os.path.join(folder, "chain.pem"), os.path.join(folder, "key.pem")
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    make += ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    make += ["-keyout", key, "-out", chain]
    subprocess.run(make, check=True, capture_output=True)
    server.end()
    server.options = ("--tls-certificate", chain, "--tls-key", key)
    server.start()
    warnings.simplefilter("ignore")  # an old version is asked for on purpose
    context = ssl.create_default_context(cafile=chain)
    for version, works in ((ssl.TLSVersion.TLSv1_3, True), (ssl.TLSVersion.TLSv1, False)):
        context.minimum_version = context.maximum_version = version
        try:
            with socket.create_connection(("127.0.0.1", server.port), 5) as plain:
                with context.wrap_socket(plain, server_hostname="127.0.0.1") as sock:
                    sock.sendall(b"GET /v1/health HTTP/1.1\r\nHost: a\r\n\r\n")
                    assert sock.recv(65536).startswith(b"HTTP/1.1 200")
            assert works, f"{version} is spoken"
        except (ssl.SSLError, ConnectionError):
            assert not works, f"{version} is not spoken"
    server.raw(b"GET /v1/health HTTP/1.1\r\nHost: a\r\n\r\n")  # no TLS at all
    for first, number in ((b"", 0), (b"GET /v1/health HTTP/1.1\r\nHost: a\r\n\r\n", 1)):
        with socket.create_connection(("127.0.0.1", server.port), 5) as plain:
            with ssl.create_default_context(cafile=chain).wrap_socket(plain, server_hostname="127.0.0.1") as sock:
                sock.sendall(first)
                answers = sock.recv(65536) if first else b""
                sock.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n")
                while part := sock.recv(65536):
                    answers += part
        assert (answers.count(b" 200 "), b" 400 " in answers) == (number, True), answers
    with socket.create_connection(("127.0.0.1", server.port), 5) as plain:
        with ssl.create_default_context(cafile=chain).wrap_socket(plain, server_hostname="127.0.0.1") as sock:
            sock.sendall(b"GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            figures = b""
            while part := sock.recv(65536):
                figures += part
    assert b'revos_http_refused_total{status="none"} 4\n' in figures, figures
    with open(os.path.join(folder, "log")) as log:
        told = [json.loads(line) for line in log if "over TLS" in line]
    assert [one["peer"] for one in told] == ["127.0.0.1"] * 4, told
    command = [PROGRAM, "serve", "--database", server.database, "--listen"]
    command += ["127.0.0.1:0", "--tls-certificate", key, "--tls-key", key]
    assert subprocess.run(command, capture_output=True).returncode == 2


def a_lost_database_comes_back(server, token, folder):
    """Its server ends the session, as at a restart."""
    sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    sql += " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    command = ["psql", "-c", sql, server.database]
    subprocess.run(command, check=True, capture_output=True)
    status, headers, problem = server.call("GET", DEFINITIONS, token=token)
    assert status == 503 and headers["Retry-After"], problem
    assert server.call("GET", DEFINITIONS, token=token)[0] == 200


def a_backup_is_whole(server, token, folder):
    body = {"name": "One", "manifest": manifest("/a")}
    server.call("POST", DEFINITIONS, body, token)
    copy = os.path.join(folder, "copy.db")
    backup = [PROGRAM, "serve", "backup", copy, "--database", server.database]
    subprocess.run(backup, check=True, capture_output=True)
    assert subprocess.run(backup, capture_output=True).returncode == 5
    assert os.stat(copy).st_mode & 0o77 == 0
    server.end()
    server.database = copy
    server.start()
    _, _, page = server.call("GET", DEFINITIONS, token=token)
    assert [one["name"] for one in page["data"]] == ["One"], page


def a_full_disk_stops_writes_alone(server, token, folder):
    server.end()
    server.shell = ["sh", "-c", 'ulimit -f 600; exec "$@"', "sh"]  # blocks of 512 bytes
    server.start()
    large = dict(manifest("/a"), metadata={"text": "x" * 20000})
    made = 0
    while server.call("POST", DEFINITIONS, {"name": "One", "manifest": large}, token)[0] == 200:
        made += 1
    assert 0 < made < 40, made
    body = {"name": "One", "manifest": large}
    for _ in range(2):
        status, headers, problem = server.call(
            "POST", DEFINITIONS, body, token, {"Idempotency-Key": "once"})
        assert status == problem["status"] == 507, problem
        assert headers["Content-Type"] == "application/problem+json", headers
        assert problem["title"] == "insufficient-storage", problem
        assert server.database not in problem["detail"], problem
    listed = server.call("GET", DEFINITIONS, token=token)[2]["data"]
    assert len(listed) == made
    one = DEFINITIONS + "/" + listed[0]["id"]
    status, _, problem = server.call("PUT", one, {"name": "Two", "manifest": large}, token)
    assert status in (200, 507), problem
    seen = server.call("GET", one, token=token)[2]
    assert seen["name"] == ("Two" if status == 200 else "One"), (status, seen["name"])
    server.end()
    server.shell = []
    server.start()
    once = {"Idempotency-Key": "once"}
    assert server.call("POST", DEFINITIONS, body, token, once)[0] == 200
    assert len(server.call("GET", DEFINITIONS, token=token)[2]["data"]) == made + 1


def tokens_are_taken_back(server, token, folder):
    command = [PROGRAM, "serve", "token"]
    where = ["--database", server.database, "--json"]
    application = server.grant("reader", what="application")
    grant = {"client_id": application["clientId"], "grant_type": "client_credentials"}
    grant["client_secret"] = application["clientSecret"]
    _, _, got = server.call("POST", "/v1/applications/token", grant)
    assert server.call("GET", DEFINITIONS, token=got["access_token"])[0] == 200
    done = subprocess.run([*command, "list", *where], capture_output=True, check=True)
    listed = json.loads(done.stdout)["tokens"]
    kinds = sorted(one["kind"] for one in listed)
    assert kinds == ["application", "token"], listed
    for one in listed:
        subprocess.run(
            [*command, "revoke", one["id"], *where], capture_output=True, check=True
        )
    assert server.call("GET", DEFINITIONS, token=token)[0] == 401
    assert server.call("GET", DEFINITIONS, token=got["access_token"])[0] == 401
    assert server.call("POST", "/v1/applications/token", grant)[0] == 401


def secret_manifest():
    made = manifest("/a")
    made["spec"]["connection_specification"] = {
        "type": "object",
        "required": ["key"],
        "properties": {
            "key": {"type": "string", "airbyte_secret": True},
            "shop": {"type": "string"},
        },
    }
    return made


def sources_and_connections_are_kept(server, token, folder):
    body = {"name": "One", "manifest": secret_manifest()}
    definition = server.call("POST", DEFINITIONS, body, token)[2]["id"]

    def call(method, path, body=None, wanted=200):
        status, _, value = server.call(method, path, body, token)
        assert status == wanted, (method, path, status, value)
        return value

    new = {
        "name": "shop",
        "workspaceId": WORKSPACE,
        "definitionId": definition,
        "configuration": {"key": "top secret", "shop": "a"},
    }
    source = call("POST", "/v1/sources", new)
    assert "already" in call("POST", "/v1/sources", new, 409)["detail"]
    for name in ("", " ", "a\nb", "a\x1b[31m", "a\u202eb", "x" * 257, 7, None):
        call("POST", "/v1/sources", dict(new, name=name), 422)
        call("PATCH", "/v1/sources/" + source["sourceId"], {"name": name}, 422)
    call("POST", "/v1/sources", dict(new, name="x", configuration={}), 422)
    call("POST", "/v1/sources", dict(new, name="x", workspaceId="other"), 404)
    call("POST", "/v1/sources", dict(new, name="x", definitionId="none"), 404)
    assert source["configuration"]["key"] == "**********", source
    path = "/v1/sources/" + source["sourceId"]
    changed = dict(source["configuration"], shop="b")
    patched = call("PATCH", path, {"name": "store", "configuration": changed})
    assert (patched["name"], patched["configuration"]["shop"]) == ("store", "b")
    assert call("GET", path) == patched
    for query, count in (
        ("", 1),
        ("?workspaceIds=acme", 1),
        ("?workspaceIds=other", 0),
        ("?workspaceIds=other,acme&limit=5", 1),
        ("?offset=1", 0),
    ):
        assert len(call("GET", "/v1/sources" + query)["data"]) == count, query
    new = {
        "name": "copy",
        "sourceId": source["sourceId"],
        "destination": "jsonl:/tmp/out",
        "configurations": {
            "streams": [{"name": "items", "syncMode": "full_refresh_append"}]
        },
    }
    connection = call("POST", "/v1/connections", new)
    call("POST", "/v1/connections", dict(new, name="x", sourceId="none"), 404)
    call("POST", "/v1/connections", dict(new, name="x", destination="ftp:x"), 422)
    streams = {"streams": [{"name": "unknown"}]}
    call("POST", "/v1/connections", dict(new, name="x", configurations=streams), 422)
    path = "/v1/connections/" + connection["connectionId"]
    assert call("PATCH", path, {"name": "moved"})["name"] == "moved"
    assert len(call("GET", "/v1/connections")["data"]) == 1
    other = server.grant("admin", "other")["token"]
    for place in (path, "/v1/sources/" + source["sourceId"]):
        assert server.call("GET", place, token=other)[0] == 404
        assert server.call("DELETE", place, token=other)[0] == 404
    assert server.call("GET", "/v1/sources", token=other)[2]["data"] == []
    if not POSTGRES:
        with open(server.database, "rb") as file:
            assert b"top secret" not in file.read()
    call("DELETE", "/v1/sources/" + source["sourceId"], wanted=204)
    call("GET", path, wanted=404)
    call("DELETE", f"{DEFINITIONS}/{definition}")


def commands_make_sources_on_it(server, token, folder):
    project = Project(server, token, folder)
    write_connector(project.folder, "alpha")
    project.revos("apply")
    write(os.path.join(folder, "config.json"), "{}")
    config = os.path.join(folder, "config.json")
    made = ["--connector", "alpha", "--config", config]
    project.revos("sources", "create", "shop", *made)
    assert "shop" in project.revos("sources", "list")
    refused = project.revos("connectors", "delete", "alpha", "--yes", status=None)
    assert refused != 0, "deleted although a source uses it"
    project.revos("sources", "delete", "shop", "--yes")
    project.revos("connectors", "delete", "alpha", "--yes")


def commands_sync_on_it(server, token, folder):
    jobs.commands_sync_on_it(server, token, folder, Project(server, token, folder))


def the_client_of_pypi_drives_it(server, token, folder):
    python = os.environ.get("REVOS_AIRBYTE_API", sys.executable)
    probe = subprocess.run([python, "-c", "import airbyte_api"], capture_output=True)
    if probe.returncode != 0:
        return "skipped"
    application = server.grant("editor", what="application")
    script = os.path.join(os.path.dirname(__file__), "airbyte_client.py")
    setting = jobs.Setting(server, token, folder)
    subprocess.run(
        [
            python,
            script,
            f"http://127.0.0.1:{server.port}/v1",
            WORKSPACE,
            token,
            application["clientId"],
            application["clientSecret"],
            setting.definition,
            setting.source,
        ],
        check=True,
    )


for each in (
    commands_work_against_it,
    malformed_requests_are_told_apart,
    later_requests_are_held_against_the_same,
    slow_clients_are_cut,
    many_writers_lose_nothing,
    servers_share_a_database,
    kills_lose_nothing,
    apply_survives_kills,
    a_signal_ends_it_well,
    it_stays_at_home,
    it_speaks_tls,
    *([a_lost_database_comes_back] if POSTGRES
      else [a_backup_is_whole, a_full_disk_stops_writes_alone]),
    tokens_are_taken_back,
    sources_and_connections_are_kept,
    commands_make_sources_on_it,
    jobs.a_server_runs_syncs,
    jobs.nobody_syncs_what_is_not_theirs,
    jobs.syncs_stay_in_their_folder,
    jobs.own_components_run_in_jobs,
    jobs.jobs_are_confined,
    jobs.jobs_run_without_nets,
    jobs.one_sync_of_a_connection_at_a_time,
    jobs.jobs_have_a_time,
    jobs.jobs_end_with_their_server,
    commands_sync_on_it,
    the_client_of_pypi_drives_it,
):
    if len(sys.argv) == 2 or each.__name__ in sys.argv[2:]:
        run(each)
print(f"{passed} passed, {failed} failed, {skipped} skipped")
sys.exit(failed > 0)
