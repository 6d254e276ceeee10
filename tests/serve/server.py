"""A `revos serve` under test: started on a free port, asked, ended, killed."""
import glob
import http.client
import json
import os
import re
import signal
import socket
import subprocess

WORKSPACE = "acme"
DEFINITIONS = f"/v1/workspaces/{WORKSPACE}/definitions/declarative_sources"


def manifest(path):
    return {
        "version": "6.0.0",
        "type": "DeclarativeSource",
        "check": {"type": "CheckStream", "stream_names": ["items"]},
        "streams": [
            {
                "type": "DeclarativeStream",
                "name": "items",
                "retriever": {
                    "type": "SimpleRetriever",
                    "requester": {
                        "type": "HttpRequester",
                        "url_base": "https://api.example.com",
                        "path": path,
                    },
                    "record_selector": {
                        "type": "RecordSelector",
                        "extractor": {"type": "DpathExtractor", "field_path": []},
                    },
                },
            }
        ],
        "spec": {
            "type": "Spec",
            "connection_specification": {"type": "object", "properties": {}},
        },
    }


POSTGRES = os.environ.get("REVOS_TEST_POSTGRES")
made = 0


def new_database(folder):
    """A file in the folder, or a new database of the PostgreSQL server."""
    global made
    if not POSTGRES:
        return os.path.join(folder, "serve.db")
    made += 1
    host = POSTGRES.split("host=")[1]
    createdb = sorted(glob.glob("/usr/lib/postgresql/*/bin/createdb"))[-1]
    name = f"serve{os.getpid()}_{made}"
    subprocess.run([createdb, "-h", host, "-U", "revos", name], check=True)
    return POSTGRES.replace("/postgres?", f"/{name}?")


class Server:
    """A server over one database. `port` stays the same over restarts."""

    def __init__(self, program, folder, *options, database=None):
        self.program, self.folder = program, folder
        self.database = database or new_database(folder)
        self.options = options
        self.shell = []  # what the server is started by
        self.port = 0
        self.process = None

    def grant(self, role, workspace=WORKSPACE, what="token"):
        command = [self.program, "serve", what, "create", "--json", "--role", role]
        command += ["--database", self.database, "--workspace", workspace]
        done = subprocess.run(command, capture_output=True, check=True)
        return json.loads(done.stdout)

    def start(self):
        command = [*self.shell, self.program, "serve", "--database", self.database]
        command += ["--listen", f"127.0.0.1:{self.port}", *self.options]
        self.log = open(os.path.join(self.folder, "log"), "ab")
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=self.log
        )
        line = self.process.stdout.readline().decode()
        self.port = int(re.search(r":(\d+)$", line).group(1))
        return self

    def end(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        status = self.process.wait(timeout=30)
        self.process.stdout.close()
        self.log.close()
        return status

    def call(self, method, path, body=None, token=None, headers=None):
        """Status, headers, and the decoded body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = dict(headers or {})
        if token:
            headers["Authorization"] = "Bearer " + token
        if body is not None and not isinstance(body, (str, bytes)):
            body = json.dumps(body)
        if body is not None:
            headers.setdefault("Content-Type", "application/json")
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read()
        finally:
            connection.close()
        kind = answer.headers.get("Content-Type", "")
        value = json.loads(text) if text and "json" in kind else text.decode()
        return answer.status, answer.headers, value

    def raw(self, data, timeout=1):
        """What comes back for bytes that no client would send."""
        with socket.create_connection(("127.0.0.1", self.port), timeout) as sock:
            received = b""
            try:
                sock.sendall(data)
                sock.shutdown(socket.SHUT_WR)
                while part := sock.recv(65536):
                    received += part
            except OSError:  # cut, or left to its timeout
                pass
            return received
