"""The same scenario against every kind of workspace, and the faults of servers.

    suite.py PROGRAM

Workspaces: the local file, a SQLite file at a path, an imitation of Airbyte's API (imitation.py),
and `revos serve`. Ends with "N passed, M failed".
"""
import contextlib
import json
import os
import pathlib
import pty
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import traceback

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from imitation import WORKSPACE, Imitation  # noqa: E402

REVOS = os.path.abspath(sys.argv[1])

MANIFEST = """version: "6.0.0" # kept
type: DeclarativeSource
check: {type: CheckStream, stream_names: [users]}
streams:
  - type: DeclarativeStream
    name: users
    retriever:
      type: SimpleRetriever
      requester:
        type: HttpRequester
        url_base: 'https://api.example.com'
        path: /users # which
      record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
spec:
  type: Spec
  connection_specification:
    type: object
    properties:
      api_key: {type: string, airbyte_secret: true}
"""


class Result:
    def __init__(self, process):
        self.status, self.out, self.err = process.returncode, process.stdout, process.stderr

    @property
    def json(self):
        return json.loads(self.out)

    def __repr__(self):
        return "status %d\n--- stdout\n%s--- stderr\n%s" % (self.status, self.out, self.err)


class Project:
    """A project in a folder of its own, whose default workspace is the one under test."""

    def __init__(self, root, declaration, environment):
        self.root, self.environment = pathlib.Path(root), environment
        text = "apiVersion: revos/v1\nkind: Project\nmetadata: {name: suite}\n"
        if declaration:
            text += "spec:\n  workspace: tried\n  workspaces:\n    tried: %s\n" % declaration
        (self.root / "connectors").mkdir(parents=True, exist_ok=True)
        (self.root / "revos.yaml").write_text(text)

    def add(self, slug, name=None, manifest=MANIFEST):
        folder = self.root / "connectors" / slug
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "connector.yaml").write_text(
            "apiVersion: revos/v1\nkind: Connector\nmetadata:\n  name: %s # mine\nspec:\n"
            "  name: %s\n  type: declarative\n" % (slug, name or "The " + slug))
        (folder / "manifest.yaml").write_text(manifest)

    def file(self, slug, name="manifest.yaml"):
        return self.root / "connectors" / slug / name

    def edit(self, slug, old, new, name="manifest.yaml"):
        text = self.file(slug, name).read_text()
        assert old in text, text
        self.file(slug, name).write_text(text.replace(old, new))

    def id(self, slug):
        found = re.search(r"^  id: (.*)$", self.file(slug, "connector.yaml").read_text(), re.M)
        return found and found.group(1).strip('"')

    def run(self, *words, status=0, **environment):
        process = subprocess.run([REVOS, *words], cwd=self.root, text=True, capture_output=True,
                                 env={**self.environment, **environment}, timeout=60,
                                 stdin=subprocess.DEVNULL)
        result = Result(process)
        assert result.status == status, "%s: wanted %d, %r" % (" ".join(words), status, result)
        return result

    def type(self, answer, *words, status=0):
        """Runs a command at a terminal and answers its question. What it said."""
        ours, theirs = pty.openpty()
        process = subprocess.Popen([REVOS, *words], cwd=self.root, env=self.environment,
                                   stdin=theirs, stderr=theirs, stdout=subprocess.DEVNULL)
        os.close(theirs)
        os.write(ours, answer.encode() + b"\n")
        said = b""
        with contextlib.suppress(OSError):  # the end of a terminal
            while part := os.read(ours, 65536):
                said += part
        os.close(ours)
        assert process.wait(60) == status, (words, said)
        return said.decode()

    def clone(self, root):
        shutil.copytree(self.root, root, ignore=shutil.ignore_patterns(".revos"))
        other = Project.__new__(Project)
        other.root, other.environment = pathlib.Path(root), self.environment
        return other


# -------------------------------------------------------------------------- kinds of workspaces


class Local:
    name, rename, components, rollback, shared = "local", True, True, True, False
    imitation = None

    def declaration(self, _folder):
        return None

    def environment(self):
        return {}

    def close(self):
        pass


class File(Local):
    name, shared = "sqlite", True

    def declaration(self, folder):
        return "{driver: sqlite, path: %s/shared.db}" % folder


class Airbyte(Local):
    name, rename, components, rollback, shared = "airbyte", False, False, False, True

    def __init__(self):
        self.imitation = Imitation()

    def declaration(self, _folder):
        self.imitation.forget()
        return '{driver: http, url: "%s", workspaceId: %s, token: "${env.SUITE_TOKEN}"}' % (
            self.imitation.base, WORKSPACE)

    def environment(self):
        return {"SUITE_TOKEN": self.imitation.token}


class Serve(Local):
    name, shared = "serve", True

    def __init__(self):
        self.folder, self.server, self.token = tempfile.mkdtemp(dir=MEMORY), None, None
        self.count = 0

    def declaration(self, _folder):
        self.close()
        self.count += 1
        database = "%s/%d.db" % (self.folder, self.count)
        home = {**os.environ, "HOME": self.folder}
        made = subprocess.run(
            [REVOS, "serve", "token", "create", "--database", database, "--workspace", WORKSPACE,
             "--role", "editor", "--json"], text=True, capture_output=True, env=home, check=True)
        self.token = json.loads(made.stdout)["token"]
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            address = "127.0.0.1:%d" % probe.getsockname()[1]
        self.server = subprocess.Popen(
            [REVOS, "serve", "--listen", address, "--database", database], env=home,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(200):
            with contextlib.suppress(OSError):
                socket.create_connection(tuple([address.split(":")[0], int(address.split(":")[1])]),
                                         timeout=1).close()
                break
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.server.wait(0.02)
        return '{driver: http, url: "http://%s/v1", workspaceId: %s, token: "${env.SUITE_TOKEN}"}' \
            % (address, WORKSPACE)

    def environment(self):
        return {"SUITE_TOKEN": self.token}

    def close(self):
        if self.server:
            self.server.send_signal(signal.SIGTERM)
            assert self.server.wait(10) == 0
            self.server = None


# -------------------------------------------------------------------------- the scenario


def creates_once(kind, project, _folder):
    project.add("alpha")
    project.add("beta")
    assert [one["state"] for one in project.run("status", "--json").json["connectors"]] == [
        "new", "new"]
    project.run("diff", status=1)
    assert project.run("apply", "--dry-run", "--json").json["summary"]["created"] == 2
    assert project.id("alpha") is None
    applied = project.run("apply", "--json").json
    assert [one["slug"] for one in applied["results"]] == ["alpha", "beta"], applied
    assert applied["results"][0]["id"] == project.id("alpha"), applied
    assert "# mine" in project.file("alpha", "connector.yaml").read_text()
    before = {path: path.stat().st_mtime_ns for path in project.root.rglob("*.yaml")}
    again = project.run("apply", "--json").json
    assert again["summary"]["unchanged"] == 2, again
    assert before == {path: path.stat().st_mtime_ns for path in project.root.rglob("*.yaml")}
    project.run("diff")
    if kind.imitation:
        assert len(kind.imitation.writes()) == 2, kind.imitation.writes()


def updates_what_changed(kind, project, _folder):
    project.add("alpha")
    project.run("apply")
    project.edit("alpha", "path: /users # which", "path: /people # what")
    changes = project.run("diff", "--json", status=1).json["changes"]
    assert [one["to"] for one in changes[0]["differences"]] == ["/people"], changes
    result = project.run("apply", "--json").json["results"][0]
    assert (result["previousVersion"], result["version"]) == (1, 2), result
    project.edit("alpha", "# what", "# only a comment")
    assert project.run("apply", "--json").json["summary"]["unchanged"] == 1
    if kind.imitation:
        assert len(kind.imitation.writes()) == 2, kind.imitation.writes()


def renames_or_refuses(kind, project, _folder):
    project.add("alpha")
    project.run("apply")
    project.edit("alpha", "name: The alpha", "name: Our alpha", "connector.yaml")
    if kind.rename:
        assert project.run("apply", "--json").json["summary"]["renamed"] == 1
        assert project.run("apply", "--json").json["summary"]["unchanged"] == 1
    else:
        assert "cannot rename 'The alpha' to 'Our alpha'" in project.run("apply", status=2).err
        assert len(kind.imitation.writes()) == 1, kind.imitation.writes()


def holds_components_or_refuses(kind, project, _folder):
    project.add("alpha")
    project.file("alpha", "components.lua").write_text("return {}\n")
    if kind.components:
        project.run("apply")
        project.file("alpha", "components.lua").unlink()
        assert project.run("apply", "--json").json["results"][0]["version"] == 2
        project.run("diff")
    else:
        assert "cannot hold components.lua" in project.run("apply", status=2).err
        assert kind.imitation.writes() == []


def takes_over_only_with_a_yes(_kind, project, _folder):
    project.add("alpha")
    project.run("apply")
    known = project.id("alpha")
    project.add("alpha")
    assert "--adopt" in project.run("apply", status=5).err
    assert project.id("alpha") is None
    assert project.run("apply", "--adopt", "--json").json["summary"]["adopted"] == 1
    assert project.id("alpha") == known


def deletes_and_forgets(kind, project, _folder):
    project.add("alpha")
    project.run("connectors", "delete", "alpha", "--yes")
    project.run("apply")
    project.run("connectors", "delete", "alpha", "--no-input", status=2)
    first = project.id("alpha")
    project.run("connectors", "delete", "alpha", "--yes")
    assert project.id("alpha") is None
    project.run("connectors", "delete", "alpha", "--yes")
    project.file("alpha", "connector.yaml").write_text(
        project.file("alpha", "connector.yaml").read_text().replace(
            "# mine", "# mine\n  id: %s%s" % (
                first, "" if kind.name == "local" else "\n  workspace: tried")))
    missing = project.run("apply", status=2)
    assert first in missing.err and "--force" in missing.err, missing
    project.run("connectors", "delete", "alpha", "--yes")
    assert project.id("alpha") is None
    project.run("apply")


def shows_who_uses_it(kind, project, _folder):
    project.add("alpha")
    project.run("apply")
    if not project.run("workspace", "show", "--json").json["capabilities"]["sources"]:
        assert "has no sources" in project.run("sources", "list", status=2).err
        return
    project.root.joinpath("c.json").write_text('{"api_key": "hush-hush"}')
    project.run("sources", "create", "shop", "--connector", "alpha", "--config", "c.json")
    assert "hush" not in project.run("sources", "list", "--json").out
    refusal = project.run("connectors", "delete", "alpha", "--yes", status=5)
    assert "shop" in refusal.err, refusal
    project.run("connectors", "delete", "alpha", "--yes", "--force")
    assert project.run("sources", "list", "--json").json["sources"] == []


def asks_for_the_name_when_others_go_along(_kind, project, _folder):
    project.add("alpha")
    project.run("apply")
    words = ("connectors", "delete", "alpha", "--force")
    assert "[y/N]" in project.type("n", *words, status=2)
    project.root.joinpath("c.json").write_text('{"api_key": "hush-hush"}')
    project.run("sources", "create", "shop", "--connector", "alpha", "--config", "c.json")
    said = project.type("y", *words, status=2)
    assert "shop (" in said and "Type its name, alpha" in said, said
    assert project.id("alpha")
    assert "--yes" in project.run(*words, "--no-input", status=2).err
    project.type("alpha", *words)
    assert project.run("sources", "list", "--json").json["sources"] == []


def connects_or_refuses(kind, project, _folder):
    project.add("alpha")
    project.run("apply")
    able = project.run("workspace", "show", "--json").json["capabilities"]
    if not able["connections"]:
        return
    project.root.joinpath("c.json").write_text('{"api_key": "hush-hush"}')
    project.run("sources", "create", "shop", "--connector", "alpha", "--config", "c.json")
    words = ["connections", "create", "k", "--source", "shop", "--destination"]
    place = "jsonl:out"
    if kind.name == "airbyte":
        assert "its destinations are made there" in project.run(*words, place, status=2).err
        place = "22222222-3333-4444-8555-666666666666"
    made = project.run(*words, place, "--json").json
    assert made["streams"] == [{"name": "users", "syncMode": "full_refresh_overwrite"}], made
    project.run(*words, place, status=5)
    listed = project.run("connections", "list", "--json").json["connections"][0]
    assert (listed["name"], listed["destination"]) == ("k", place), listed
    assert "k (" in project.run("sources", "delete", "shop", "--yes", status=5).err
    if not able["sync"]:
        assert "--destinations" in project.run("sync", "k", status=2).err
    if not able["check"]:
        assert "has no checks" in project.run("sources", "check", "shop", status=2).err
    if kind.name == "airbyte":
        told = project.run("sync", "k", "--json").json
        assert (told["status"], told["records"]) == ("succeeded", 7), told
        for kind.imitation.outcome, status in (("incomplete", 0), ("failed", 2), ("cancelled", 2)):
            result = project.run("sync", "k", status=status)
            assert status == 0 or "job" in result.err, result
    project.run("connections", "delete", "k", "--yes")
    project.run("sources", "delete", "shop", "--yes")
    project.run("sources", "delete", "shop", "--yes", status=2)


def pulls_and_keeps_the_text(kind, project, folder):
    if not kind.shared:
        return
    project.add("alpha")
    project.run("apply")
    other = project.clone(folder + "/other")
    other.edit("alpha", "path: /users", "path: /people")
    other.edit("alpha", "field_path: []", "field_path: [data]")
    other.run("apply")
    assert project.run("pull", "--dry-run", "--json").json["summary"]["updated"] == 1
    project.run("pull")
    wanted = MANIFEST.replace("path: /users", "path: /people").replace("[]", '["data"]')
    assert project.file("alpha").read_text() == wanted, project.file("alpha").read_text()
    project.run("diff")
    assert project.run("pull", "--json").json["summary"]["unchanged"] == 1


def shows_conflicts_and_loses_nothing(kind, project, folder):
    if not kind.shared:
        return
    project.add("alpha")
    project.run("apply")
    other = project.clone(folder + "/other")
    other.edit("alpha", "path: /users", "path: /people")
    other.run("apply")
    project.edit("alpha", "path: /users", "path: /persons")
    project.edit("alpha", "name: users", "name: own_users")
    before = project.file("alpha").read_text()
    assert "requester.path" in project.run("pull", status=5).err
    assert project.file("alpha").read_text() == before
    project.run("pull", "--force")
    assert "path: /people" in project.file("alpha").read_text()


def merges_what_does_not_touch(kind, project, folder):
    if not kind.shared:
        return
    project.add("alpha")
    project.run("apply")
    other = project.clone(folder + "/other")
    other.edit("alpha", "path: /users", "path: /people")
    other.run("apply")
    project.edit("alpha", "url_base: 'https://api.example.com'", "url_base: 'https://b.example.com'")
    project.run("pull")
    text = project.file("alpha").read_text()
    assert "path: /people # which" in text and "'https://b.example.com'" in text, text


def makes_folders_of_what_is_only_there(kind, project, folder):
    if not kind.shared:
        return
    for slug, name in (("a", "Same name"), ("b", "Same  Name"), ("c", "1 !?"), ("d", "Ünïcode")):
        project.add(slug, '"%s"' % name)
    project.run("apply")
    other = Project(folder + "/other", None, project.environment)
    shutil.copy(project.root / "revos.yaml", other.root / "revos.yaml")
    assert other.run("pull", "--all", "--json").json["summary"]["created"] == 4
    slugs = sorted(path.name for path in (other.root / "connectors").iterdir())
    assert len(slugs) == 4 and all(re.fullmatch("[a-z][a-z0-9_-]*", slug) for slug in slugs), slugs
    other.run("diff")
    assert other.run("pull", "--all", "--json").json["summary"]["unchanged"] == 4


def goes_back_or_refuses(kind, project, _folder):
    project.add("alpha")
    project.run("apply")
    project.edit("alpha", "path: /users", "path: /people")
    project.run("apply")
    if kind.rollback:
        assert [one["version"] for one in project.run("versions", "alpha", "--json").json[
            "versions"]] == [2, 1]
        project.run("rollback", "alpha", "1")
        project.run("pull")
        assert "path: /users" in project.file("alpha").read_text()
        project.run("rollback", "alpha", "99", status=2)
    else:
        assert "keeps no versions" in project.run("versions", "alpha", status=2).err
        assert "keeps no versions" in project.run("rollback", "alpha", "1", status=2).err


def applies_plans_or_nothing(kind, project, folder):
    project.add("alpha")
    project.run("diff", "--out", "plan.json", status=1)
    project.run("apply", "plan.json")
    project.run("apply", "plan.json", status=5)
    project.edit("alpha", "path: /users", "path: /people")
    project.run("diff", "--out", "plan.json", status=1)
    if kind.shared:
        other = project.clone(folder + "/other")
        other.edit("alpha", "path: /people", "path: /persons")
        other.run("apply")
        assert "another version" in project.run("apply", "plan.json", status=5).err
    else:
        project.run("apply", "plan.json")


def finishes_what_was_begun(kind, project, _folder):
    """A run that was killed after the workspace had said yes, before the id was written."""
    project.add("alpha")
    project.run("apply")
    known, sha256 = project.id("alpha"), None
    plan = project.run("diff", "--out", "plan.json")
    sha256 = json.loads((project.root / "plan.json").read_text())["connectors"][0]["sha256"]
    text = project.file("alpha", "connector.yaml").read_text()
    project.file("alpha", "connector.yaml").write_text(re.sub("  id: .*\n", "", text))
    journal = project.root / ".revos" / "journal"
    journal.mkdir(exist_ok=True)
    workspace = "local" if kind.name == "local" else "tried"
    step = {"op": "create", "slug": "alpha", "workspace": workspace, "name": "The alpha",
            "token": "unknown", "sha256": sha256}
    if kind.name in ("local", "sqlite"):
        step.update(id=known, version=1)
    (journal / (workspace + ".alpha.json")).write_text(json.dumps(step))
    assert "finished what an interrupted run had begun" in project.run("apply").err, plan
    assert project.id("alpha") == known
    assert not list(journal.iterdir())


SCENARIO = [creates_once, updates_what_changed, renames_or_refuses, holds_components_or_refuses,
            takes_over_only_with_a_yes, deletes_and_forgets, shows_who_uses_it,
            asks_for_the_name_when_others_go_along, connects_or_refuses,
            pulls_and_keeps_the_text, shows_conflicts_and_loses_nothing,
            merges_what_does_not_touch, makes_folders_of_what_is_only_there, goes_back_or_refuses,
            applies_plans_or_nothing, finishes_what_was_begun]


# -------------------------------------------------------------------------- running

passed, failed = 0, 0

# Durable writes are tested by tests/kill; here they only cost time.
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def play(kind, check):
    global passed, failed
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        try:
            declaration = kind.declaration(folder)
            environment = {"PATH": os.environ["PATH"], "HOME": folder + "/home",
                           "REVOS_TEST_CLOCK": "fast", **kind.environment()}
            os.mkdir(folder + "/home")
            check(kind, Project(folder + "/project", declaration, environment), folder)
            passed += 1
        except Exception:  # noqa: BLE001
            failed += 1
            print("FAILED %s: %s" % (kind.name, check.__name__))
            traceback.print_exc(limit=-2, file=sys.stdout)


def main():
    signal.signal(signal.SIGINT, signal.default_int_handler)  # not ignored, as below `command &`
    sys.modules["suite"] = sys.modules[__name__]
    os.environ["SUITE_REVOS"] = REVOS
    import disk
    import faults
    for kind in (Local(), File(), Airbyte(), Serve()):
        for check in SCENARIO:
            play(kind, check)
        for check in faults.ALL if kind.imitation else disk.ALL if kind.name != "serve" else []:
            play(kind, check)
        kind.close()
    print("%d passed, %d failed" % (passed, failed))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
