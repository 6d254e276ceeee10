"""An imitation of Airbyte's public API on the loopback, with its quirks and with faults on demand.

Quirks: every PUT makes a version, also one that changes nothing; a PUT has no name; names are not
unique; lists come whole; DELETE answers 200 with what was deleted and takes the sources along;
problems are application/json; a manifest without spec is a 500; `next` of a list of sources is
filled for every page that is not empty, and an empty text after it; connections name a destination
by its id; a job is looked at twice before it has ended, and its end tells nothing of streams;
there is no /capabilities.

Faults are given to `Imitation.faults`, a list of (method, text of the path, what): the first that
fits a request is used up by it. `what` is one of

    "lose"        do it, then close the connection without an answer
    "drop"        close the connection, do nothing
    "cut"         do it, then send half of the answer
    "lie"         do it, then announce more bytes than come
    "html"        answer 200 with a page of HTML
    "huge"        answer without an end
    "slow"        answer byte by byte, for two minutes
    ("status", N, headers)        answer N, do nothing
    ("after", N)                  do it, then answer N
    ("redirect", address)         answer 302
    ("run", function)             call it, then go on as without a fault
"""
import json
import threading
import time
import urllib.parse
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

WORKSPACE = "11111111-2222-4333-8444-555555555555"


class Refusal(Exception):
    def __init__(self, status, title, detail):
        super().__init__(detail)
        self.status = status
        self.body = {"status": status, "type": "https://reference.airbyte.com/reference/errors#"
                     + title, "title": title, "detail": detail, "documentationUrl": None,
                     "data": {"message": detail}}


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass  # clients that are killed, or that do not take an answer


class Imitation:
    def __init__(self):
        self.lock = threading.RLock()
        self.tokens = {"token-1": None}
        self.token = "token-1"
        self.lifetime = 900
        self.forget()
        self.server = Server(("127.0.0.1", 0), self.handler())
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.base = "http://127.0.0.1:%d/v1" % self.server.server_port

    def forget(self):
        self.definitions, self.sources, self.connections, self.jobs = {}, {}, {}, {}
        self.outcome = "succeeded"
        self.log, self.faults = [], []
        self.page, self.role = None, "editor"
        self.running, self.most = 0, 0
        self.delay = 0

    def writes(self):
        return [line for line in self.log if line[0] not in ("GET",) and "/token" not in line[1]]

    # ------------------------------------------------------------------ what it does

    def route(self, method, path, query, body):
        parts = path.strip("/").split("/")[1:]
        if parts == ["applications", "token"] and method == "POST":
            return self.new_token(body)
        if parts[:1] == ["sources"]:
            return self.route_sources(method, parts[1:], query, body)
        if parts[:1] == ["connections"]:
            return self.route_connections(method, parts[1:], query, body)
        if parts[:1] == ["jobs"]:
            return self.route_jobs(method, parts[1:], body)
        if parts[:1] != ["workspaces"] or parts[2:4] != ["definitions", "declarative_sources"]:
            raise Refusal(404, "resource-not-found", "Could not find " + path)
        if parts[1] != WORKSPACE:
            raise Refusal(403, "forbidden", "User does not have the required permissions")
        if method != "GET" and self.role != "editor":
            raise Refusal(403, "forbidden", "User does not have the required permissions")
        return getattr(self, method.lower())(parts[4:], query, body)

    def new_token(self, body):
        if body.get("client_secret") != "secret-1":
            raise Refusal(401, "invalid-api-key", "The client secret is wrong")
        token = str(uuid.uuid4())
        self.tokens[token] = time.time() + self.lifetime
        return 200, {"access_token": token, "token_type": "Bearer", "expires_in": self.lifetime}

    def find(self, rest):
        if rest[0] not in self.definitions:
            raise Refusal(404, "resource-not-found", "Could not find the definition " + rest[0])
        return self.definitions[rest[0]]

    def get(self, rest, query, _body):
        if rest:
            return 200, self.find(rest)
        every = list(self.definitions.values())
        if not self.page:
            return 200, {"data": every}
        start = int(query.get("offset", ["0"])[0])
        some = every[start:start + self.page]
        answer = {"data": some}
        if some:
            answer["next"] = "%s/workspaces/%s/definitions/declarative_sources?offset=%d" % (
                self.base, WORKSPACE, start + self.page)
        return 200, answer

    @staticmethod
    def check(body):
        manifest = body.get("manifest")
        if not isinstance(manifest, dict):
            raise Refusal(400, "bad-request", "manifest is missing")
        if not isinstance(manifest.get("spec"), dict) or "version" not in manifest:
            raise Refusal(500, "unexpected-problem", "get(...) must not be null")
        if int(str(manifest["version"]).split(".")[0]) > 7:
            raise Refusal(409, "state-conflict", "The state is in conflict")
        return manifest

    def post(self, rest, _query, body):
        manifest = self.check(body)
        one = {"id": str(uuid.uuid4()), "name": body["name"], "manifest": manifest, "version": 1}
        self.definitions[one["id"]] = one
        return 200, one

    def put(self, rest, _query, body):
        one = self.find(rest)
        one["manifest"] = self.check(body)
        one["version"] += 1
        return 200, one

    def delete(self, rest, _query, _body):
        one = self.find(rest)
        del self.definitions[one["id"]]
        for key, source in list(self.sources.items()):
            if source["definitionId"] == one["id"]:
                del self.sources[key]
        return 200, one

    def route_sources(self, method, rest, query, body):
        if method == "POST":
            one = {"sourceId": str(uuid.uuid4()), "name": body["name"],
                   "sourceType": "custom", "definitionId": body["definitionId"],
                   "workspaceId": body["workspaceId"], "createdAt": 0,
                   "configuration": {key: "**********" if "key" in key else value
                                     for key, value in body["configuration"].items()}}
            self.sources[one["sourceId"]] = one
            return 200, one
        if method == "DELETE":
            if self.sources.pop(rest[0], None) is None:
                raise Refusal(404, "resource-not-found", "no source")
            return 204, None
        if rest:
            return 200, self.sources[rest[0]]
        return self.some("sources", self.sources, query)

    def some(self, what, every, query):
        limit = int(query.get("limit", ["20"])[0])
        start = int(query.get("offset", ["0"])[0])
        some = list(every.values())[start:start + limit]
        following = "%s/%s?workspaceIds=%s&limit=%d&offset=%d" % (
            self.base, what, WORKSPACE, limit, start + limit)
        return 200, {"data": some, "previous": "", "next": following if some else ""}

    def route_connections(self, method, rest, query, body):
        if method == "POST":
            if body["sourceId"] not in self.sources:
                raise Refusal(404, "resource-not-found", "no source")
            if "destinationId" not in body:
                raise Refusal(400, "bad-request", "destinationId is missing")
            one = {"connectionId": str(uuid.uuid4()), "name": body["name"], "status": "active",
                   "sourceId": body["sourceId"], "destinationId": body["destinationId"],
                   "workspaceId": WORKSPACE, "schedule": {"scheduleType": "manual"},
                   "configurations": body["configurations"], "createdAt": 0, "tags": []}
            self.connections[one["connectionId"]] = one
            return 200, one
        if rest and rest[0] not in self.connections:
            raise Refusal(404, "resource-not-found", "no connection")
        if method == "DELETE":
            del self.connections[rest[0]]
            return 204, None
        return (200, self.connections[rest[0]]) if rest else self.some(
            "connections", self.connections, query)

    def route_jobs(self, method, rest, body):
        if method == "POST":
            if set(body) - {"jobType", "connectionId", "jobConfig"}:
                raise Refusal(400, "bad-request", "an unknown member")
            number = len(self.jobs) + 1
            self.jobs[number] = {"jobId": number, "status": "pending", "jobType": body["jobType"],
                                 "connectionId": body["connectionId"], "duration": "PT0S",
                                 "startTime": "2026-01-01T00:00:00Z"}
            return 200, self.jobs[number]
        job = self.jobs[int(rest[0])]
        if method == "DELETE":
            job["status"] = "cancelled"
        elif job["status"] == "running":
            job.update(status=self.outcome, rowsSynced=7, bytesSynced=70)
        elif job["status"] == "incomplete":
            job["status"] = "succeeded"
        elif job["status"] == "pending":
            job["status"] = "running"
        return 200, dict(job)

    # ------------------------------------------------------------------ how it is served

    def fault(self, method, path):
        with self.lock:
            for i, (wanted, text, what) in enumerate(self.faults):
                if wanted == method and text in path:
                    del self.faults[i]
                    return what
        return None

    def authorized(self, header):
        token = (header or "").removeprefix("Bearer ")
        with self.lock:
            known = token in self.tokens
            until = self.tokens.get(token)
        return known and (until is None or until > time.time())

    def handler(imitation):
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # headers and body in one piece
            disable_nagle_algorithm = True

            def log_message(self, *_):
                pass

            def body(self):
                size = int(self.headers.get("Content-Length") or 0)
                text = self.rfile.read(size)
                return json.loads(text) if text else {}

            def perform(self, method, url, body):
                if "/token" not in url.path and not imitation.authorized(
                        self.headers.get("Authorization")):
                    raise Refusal(401, "invalid-api-key", "The token is missing or expired")
                with imitation.lock:
                    return imitation.route(method, url.path, urllib.parse.parse_qs(url.query), body)

            def send(self, status, text, kind="application/json", more=0, part=None, headers=()):
                data = text.encode()
                self.send_response(status)
                if status != 204:
                    self.send_header("Content-Type", kind)
                    self.send_header("Content-Length", str(len(data) + more))
                for name, value in headers:
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data[:part])

            def handle_fault(self, what, status, text):
                if what in ("lose", "drop"):
                    self.close_connection = True
                elif what == "cut":
                    self.send(status, text, part=len(text) // 2)
                    self.close_connection = True
                elif what == "lie":
                    self.send(status, text, more=1000)
                    self.close_connection = True
                elif what == "html":
                    self.send(200, "<html>please log in</html>", kind="text/html")
                elif what == "huge":
                    self.endless(b'{"data": [' + b'"x",' * 100000, 0)
                elif what == "slow":
                    self.endless(b" ", 1)
                elif what[0] == "status":
                    self.send(what[1], json.dumps({"title": "made up"}), headers=what[2])
                elif what[0] == "after":
                    self.send(what[1], "<html>gateway</html>", kind="text/html")
                elif what[0] == "redirect":
                    self.send(302, "", headers=[("Location", what[1])])

            def endless(self, piece, pause):
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                try:
                    for _ in range(600):
                        self.wfile.write(piece)
                        time.sleep(pause)
                except OSError:
                    pass
                self.close_connection = True

            def answer(self):
                url, method = urllib.parse.urlsplit(self.path), self.command
                body = self.body()
                with imitation.lock:
                    imitation.log.append((method, self.path, self.headers.get("Authorization")))
                    imitation.running += 1
                    imitation.most = max(imitation.most, imitation.running)
                time.sleep(imitation.delay)
                what = imitation.fault(method, self.path)
                if isinstance(what, tuple) and what[0] == "run":
                    what[1]()
                    what = None
                status, text = 200, ""
                if not (what == "drop" or isinstance(what, tuple) and what[0] == "status"):
                    try:
                        status, value = self.perform(method, url, body)
                        text = "" if value is None else json.dumps(value)
                    except Refusal as refusal:
                        status, text = refusal.status, json.dumps(refusal.body)
                if what:
                    self.handle_fault(what, status, text)
                else:
                    self.send(status, text)
                with imitation.lock:
                    imitation.running -= 1

            do_GET = do_POST = do_PUT = do_DELETE = answer

        return Handler
