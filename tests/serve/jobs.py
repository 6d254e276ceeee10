"""Syncs and checks that the server runs: tests of run.py."""
import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from server import DEFINITIONS, WORKSPACE, manifest

SECRET = "hush-hush-key"


class Api:
    """What sources read from: /items gives three records to who shows the key, slowly if told."""

    def __init__(self):
        api = self
        self.delay, self.status, self.asked = 0, 200, threading.Event()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                api.asked.set()
                time.sleep(api.delay)
                known = self.headers.get("X-Key") == SECRET
                body = json.dumps([{"id": n} for n in range(3)] if known else {})
                self.send_response(api.status if known else 401)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                with contextlib.suppress(OSError):
                    self.wfile.write(body.encode())

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def manifest(self):
        made = manifest("/items")
        requester = made["streams"][0]["retriever"]["requester"]
        requester["url_base"] = f"http://127.0.0.1:{self.server.server_port}"
        requester["request_headers"] = {"X-Key": "{{ config['key'] }}"}
        made["spec"]["connection_specification"] = {
            "type": "object",
            "required": ["key"],
            "properties": {"key": {"type": "string", "airbyte_secret": True}},
        }
        return made


class Setting:
    """A server with a folder for destinations, a source and a connection on it."""

    def __init__(self, server, token, folder, options=True):
        self.server, self.token = server, token
        self.api, self.folder = Api(), os.path.join(folder, "destinations")
        if options:
            self.restart("--destinations", self.folder)
        self.definition = self.call(
            "POST", DEFINITIONS, {"name": "One", "manifest": self.api.manifest()}
        )["id"]
        self.source = self.make_source("shop", SECRET)
        self.connection = self.make_connection("copy", "jsonl:out")

    def restart(self, *options, number=signal.SIGTERM):
        self.server.end(number)
        self.server.options = options
        self.server.start()

    def call(self, method, path, body=None, wanted=200, token=None):
        status, _, value = self.server.call(method, path, body, token or self.token)
        assert status == wanted, (method, path, status, value)
        return value

    def make_source(self, name, key):
        new = {"name": name, "workspaceId": WORKSPACE, "definitionId": self.definition}
        return self.call("POST", "/v1/sources", dict(new, configuration={"key": key}))["sourceId"]

    def make_connection(self, name, destination, wanted=200, source=None):
        streams = [{"name": "items", "syncMode": "full_refresh_append"}]
        new = {"name": name, "sourceId": source or self.source, "destination": destination}
        new["configurations"] = {"streams": streams}
        return self.call("POST", "/v1/connections", new, wanted).get("connectionId")

    def start(self, connection=None, wanted=200):
        body = {"jobType": "sync", "connectionId": connection or self.connection}
        return self.call("POST", "/v1/jobs", body, wanted)

    def wait(self, job, wanted):
        path = f"/v1/jobs/{job['jobId']}"
        for _ in range(300):
            found = self.call("GET", path)
            if found["status"] not in ("pending", "running"):
                break
            time.sleep(0.05)
        assert found["status"] == wanted, found
        return found

    def start_reading(self):
        """A job that waits for the API's answer."""
        self.api.delay = 30
        self.api.asked.clear()
        job = self.start()
        assert self.api.asked.wait(10)
        return job

    def end(self, job):
        self.api.delay = 0
        self.call("DELETE", f"/v1/jobs/{job['jobId']}")
        self.wait(job, "cancelled")
        for _ in range(100):
            if not os.listdir(os.path.join(self.folder, ".jobs")):
                return
            time.sleep(0.05)
        raise AssertionError("the job's folder is still there")

    def running(self, job):
        for _ in range(100):
            if self.call("GET", f"/v1/jobs/{job['jobId']}")["status"] == "running":
                return
            time.sleep(0.02)
        raise AssertionError("the job does not begin")


def children(process):
    with open(f"/proc/{process}/task/{process}/children") as file:
        return file.read().split()


def a_server_runs_syncs(server, token, folder):
    setting = Setting(server, token, folder)
    job = setting.wait(setting.start(), "succeeded")
    assert job["rowsSynced"] == 3 and job["connectionId"] == setting.connection, job
    path = os.path.join(setting.folder, WORKSPACE, "out", "items.jsonl")
    with open(path) as file:
        assert [json.loads(line)["id"] for line in file] == [0, 1, 2]
    setting.wait(setting.start(), "succeeded")
    with open(path) as file:
        assert len(file.readlines()) == 6
    listed = setting.call("GET", "/v1/jobs?connectionId=" + setting.connection)["data"]
    assert len(listed) == 2, listed
    check = {"jobType": "check", "sourceId": setting.source}
    job = setting.wait(setting.call("POST", "/v1/jobs", check), "succeeded")
    assert job["result"]["status"] == "SUCCEEDED", job
    check["sourceId"] = setting.make_source("wrong", "not the key")
    job = setting.wait(setting.call("POST", "/v1/jobs", check), "succeeded")
    assert job["result"]["status"] == "FAILED", job
    kinds = {one["jobType"] for one in setting.call("GET", "/v1/jobs")["data"]}
    assert kinds == {"sync"}, kinds
    assert len(setting.call("GET", "/v1/jobs?jobType=check")["data"]) == 2
    with open(os.path.join(folder, "log")) as log:
        assert SECRET not in log.read()


def nobody_syncs_what_is_not_theirs(server, token, folder):
    setting = Setting(server, token, folder)
    job = setting.start()
    setting.wait(job, "succeeded")
    other = server.grant("admin", "other")["token"]
    path = f"/v1/jobs/{job['jobId']}"
    setting.call("GET", path, wanted=404, token=other)
    setting.call("DELETE", path, wanted=404, token=other)
    assert setting.call("GET", "/v1/jobs", token=other)["data"] == []
    body = {"jobType": "sync", "connectionId": setting.connection}
    setting.call("POST", "/v1/jobs", body, 404, other)
    reader = server.grant("reader")["token"]
    setting.call("POST", "/v1/jobs", body, 403, reader)
    setting.call("DELETE", path, wanted=403, token=reader)
    for wrong in ({}, {"jobType": "reset"}, {"jobType": "sync"}, {"jobType": "check"},
                  {"jobType": 1}, dict(body, requestTimeout=-1)):
        setting.call("POST", "/v1/jobs", wrong, 422)
    for wrong in ("0", "x", "-1", "9" * 40, "1.5"):
        setting.call("GET", "/v1/jobs/" + wrong, wanted=404)


def syncs_stay_in_their_folder(server, token, folder):
    setting = Setting(server, token, folder, options=False)
    outside = os.path.join(folder, "outside")
    places = [f"jsonl:{outside}", f"sqlite:{outside}.db", "jsonl:.lock", "sqlite:a/.revos/b"]
    early = [setting.make_connection("early" + place, place) for place in places]
    assert "--destinations" in setting.start(wanted=422)["detail"]
    setting.restart("--destinations", setting.folder)
    for number, place in enumerate(places + ["jsonl:..", "jsonl:a/../../b", "jsonl:./a"]):
        setting.make_connection(f"late {number}", place, 422)
    for connection in early:
        assert "below the server's folder" in setting.start(connection, 422)["detail"]
    secret = os.path.join(folder, "secret.json")
    with open(secret, "w") as file:
        json.dump({"properties": {"seen": {"type": "string"}}}, file)
    reads_files = setting.api.manifest()
    reads_files["streams"][0]["schema_loader"] = {
        "type": "JsonFileSchemaLoader", "file_path": secret}
    setting.call("PUT", f"{DEFINITIONS}/{setting.definition}", {"manifest": reads_files})
    job = setting.wait(setting.start(setting.make_connection("db", "sqlite:a/b.db")), "failed")
    assert "Cannot find file" in job["result"]["error"]["message"], job
    second = subprocess.run(
        [server.program, "serve", "--database", server.database, "--listen", "127.0.0.1:0",
         "--destinations", setting.folder], capture_output=True)
    assert second.returncode == 5 and b"another server" in second.stderr, second


COMPONENTS = """
local response = require("runtime.http.response")

return {
  OwnExtractor = {
    build = function()
      return { extract = function(_, reply)
        local records = {}
        for i, record in ipairs(response.json(reply)) do
          records[i] = { id = record.id, own = true }
        end
        return records
      end }
    end,
  },
}
"""


def own_components_run_in_jobs(server, token, folder):
    setting = Setting(server, token, folder)
    own = setting.api.manifest()
    selector = own["streams"][0]["retriever"]["record_selector"]
    selector["extractor"] = {
        "type": "CustomRecordExtractor", "class_name": "source_x.components.OwnExtractor"}
    setting.call("PUT", f"{DEFINITIONS}/{setting.definition}",
                 {"manifest": own, "components": COMPONENTS})
    check = {"jobType": "check", "sourceId": setting.source}
    job = setting.wait(setting.call("POST", "/v1/jobs", check), "succeeded")
    assert job["result"]["status"] == "SUCCEEDED", job
    setting.wait(setting.start(), "succeeded")
    with open(os.path.join(setting.folder, WORKSPACE, "out", "items.jsonl")) as file:
        assert json.loads(file.readline()) == {"id": 0, "own": True}
    job = setting.start_reading()
    held = ("1", "2" if "seccomp" in nets(server) else "0")
    outer = children(server.process.pid)[0]
    assert nets_of(outer) == held  # it starts the one that runs the file
    assert nets_of(children(outer)[0]) == held
    setting.end(job)


def nets(server):
    """What this kernel has to confine a process: names of seccomp and landlock."""
    done = subprocess.run([server.program, "doctor"], capture_output=True, text=True)
    return re.findall(r"^ok +(seccomp|landlock) +confines", done.stdout, re.MULTILINE)


def nets_of(process):
    """Whether a process may get no new privileges, and its mode of seccomp."""
    with open(f"/proc/{process}/status") as file:
        told = dict(re.findall(r"^(\w+):\s+(.*)$", file.read(), re.MULTILINE))
    return told["NoNewPrivs"], told["Seccomp"]


def jobs_are_confined(server, token, folder):
    setting = Setting(server, token, folder)
    has = nets(server)
    job = setting.start_reading()
    child = children(server.process.pid)[0]
    assert nets_of(child) == ("1", "2" if "seccomp" in has else "0")
    setting.end(job)
    outside, own = os.path.join(folder, "outside"), os.path.join(setting.folder, WORKSPACE)
    os.mkdir(outside)
    os.symlink(outside, os.path.join(own, "link"))
    for kind in ("jsonl:link/x", "sqlite:link/y.db"):
        job = setting.wait(setting.start(setting.make_connection(kind, kind)),
                           "failed" if "landlock" in has else "succeeded")
    assert "landlock" not in has or not os.listdir(outside), os.listdir(outside)
    for place in ("jsonl:kept", "sqlite:a/kept.db"):
        connection = setting.make_connection(place, place)
        for _ in range(2):
            assert setting.wait(setting.start(connection), "succeeded")["rowsSynced"] == 3
    assert os.listdir(os.path.join(setting.folder, ".jobs")) == []


def jobs_run_without_nets(server, token, folder):
    names = ("REVOS_TEST_NO_SECCOMP", "REVOS_TEST_NO_LANDLOCK")
    setting = Setting(server, token, folder)
    for taken in (names, names[:1], names[1:]):
        server.shell = ["env", *(name + "=1" for name in taken)]
        setting.restart("--destinations", setting.folder)
        setting.wait(setting.start(), "succeeded")


def one_sync_of_a_connection_at_a_time(server, token, folder):
    setting = Setting(server, token, folder)
    setting.restart("--destinations", setting.folder, "--max-jobs", "1")
    setting.api.delay = 30
    job = setting.start()
    assert "is being synced" in setting.start(wanted=409)["detail"]
    setting.running(job)
    waiting = setting.start(setting.make_connection("second", "jsonl:second"))
    assert setting.call("GET", f"/v1/jobs/{waiting['jobId']}")["status"] == "pending"
    assert setting.call("DELETE", f"/v1/jobs/{waiting['jobId']}")["status"] == "cancelled"
    setting.api.delay = 0
    assert setting.call("DELETE", f"/v1/jobs/{job['jobId']}")["status"] == "cancelled"
    for _ in range(100):
        if not children(server.process.pid):
            break
        time.sleep(0.05)
    setting.wait(job, "cancelled")
    setting.wait(setting.start(), "succeeded")


def jobs_have_a_time(server, token, folder):
    setting = Setting(server, token, folder)
    setting.restart("--destinations", setting.folder, "--job-timeout", "1")
    setting.api.delay = 30
    job = setting.wait(setting.start(), "failed")
    assert "after 1 seconds" in job["result"]["error"]["message"], job


def jobs_end_with_their_server(server, token, folder):
    setting = Setting(server, token, folder)
    setting.api.delay = 30
    for number, status in ((signal.SIGKILL, "failed"), (signal.SIGTERM, "cancelled")):
        job = setting.start()
        setting.running(job)
        child = int(children(server.process.pid)[0])
        began = time.monotonic()
        setting.restart("--destinations", setting.folder, number=number)
        assert time.monotonic() - began < 9
        setting.wait(job, status)
        for _ in range(100):
            if not os.path.exists(f"/proc/{child}"):
                break
            with open(f"/proc/{child}/stat") as file:
                if file.read().split()[2] == "Z":
                    break
            time.sleep(0.02)
        else:
            raise AssertionError("the job lives on")
    setting.api.delay = 0
    setting.wait(setting.start(), "succeeded")


def commands_sync_on_it(server, token, folder, project):
    setting = Setting(server, token, folder)
    project.revos("sources", "check", "shop")
    setting.make_source("wrong", "not the key")
    assert "FAILED" in project.revos("sources", "check", "wrong", status=1)
    assert "3 records to jsonl:out" in project.revos("sync", "copy")
    told = json.loads(project.revos("sync", "copy", "--json"))
    assert told["records"] == 3 and told["streams"][0]["syncMode"] == "full_refresh_append", told
    listed = json.loads(project.revos("connections", "list", "--json"))["connections"][0]
    assert (listed["source"], listed["lastSync"]["records"]) == ("shop", 3), listed
    setting.api.status = 404
    assert "items" in project.revos("sync", "copy", status=2)
    assert "no connection 'other'" in project.revos("sync", "other", status=2)
    setting.api.status, setting.api.delay = 200, 30
    assert "timed out" in project.revos("sync", "copy", "--timeout", "1", status=2)
    for number, status in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        while children(server.process.pid):
            time.sleep(0.02)
        command = [server.program, "sync", "copy"]
        process = subprocess.Popen(command, cwd=project.folder, env=project.env,
                                   stderr=subprocess.PIPE)
        while not children(server.process.pid):
            time.sleep(0.02)
        process.send_signal(number)
        error = process.communicate(timeout=10)[1]
        assert process.returncode == status and b"interrupted" in error, (process, error)
        jobs = setting.call("GET", "/v1/jobs")["data"]
        assert all(one["status"] not in ("pending", "running") for one in jobs), jobs
    while children(server.process.pid):
        time.sleep(0.02)
    setting.restart()
    assert "--destinations" in project.revos("sync", "copy", status=2)
    assert "--destinations" in project.revos("sources", "check", "shop", status=2)
    assert project.revos("sources", "list")
