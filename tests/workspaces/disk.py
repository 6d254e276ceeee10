"""What goes wrong with files under a workspace: full disks, folders that nobody may write, databases
that are broken, newer or locked. One message, the right status, nothing lost, and the next run goes
on."""
import json
import os
import resource
import shutil
import sqlite3
import subprocess

from faults import only_one_error


def database(kind, project, folder):
    return project.root / ".revos/workspace.db" if kind.name == "local" else folder + "/shared.db"


def registered(kind, project, folder, count):
    """So many connectors, each once, and nothing left to do."""
    assert project.run("apply", "--json").json["summary"]["unchanged"] == count
    with sqlite3.connect(database(kind, project, folder)) as db:
        found = db.execute("SELECT count(*), count(DISTINCT name) FROM connector").fetchone()
    assert found == (count, count), found
    assert not list((project.root / ".revos" / "journal").glob("*"))


def full_disk(kind, project, folder):
    """No file may grow beyond so many bytes; less and less fits before it is over."""
    for i in range(5):
        project.add("c%d" % i)
    for size in (0, 1, 500, 4096, 5000, 20000, 60000, 90000, 110000, 131072, 140000):
        def limited(most=size):
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        process = subprocess.run(
            [os.environ["SUITE_REVOS"], "apply", "--json"], cwd=project.root,
            env=project.environment, capture_output=True, text=True, preexec_fn=limited)
        assert process.returncode in (0, 2, 3), (size, process)
        assert "bug" not in process.stderr and "Traceback" not in process.stderr, (size, process)
        if process.returncode == 2:
            assert process.stderr.count('{"error":') == 1, (size, process)
    assert project.run("apply", "--json").json["summary"]["failed"] == 0
    registered(kind, project, folder, 5)


def full_disk_for_an_update(kind, project, folder):
    project.add("alpha")
    project.run("apply")
    before = project.file("alpha", "connector.yaml").read_text()
    project.edit("alpha", "path: /users", "path: /" + "x" * 100000)

    def limited():
        resource.setrlimit(resource.RLIMIT_FSIZE, (50000, 50000))

    process = subprocess.run(
        [os.environ["SUITE_REVOS"], "apply"], cwd=project.root, env=project.environment,
        capture_output=True, text=True, preexec_fn=limited)
    assert process.returncode == 2 and process.stderr.count("error:") == 1, process
    assert project.file("alpha", "connector.yaml").read_text() == before
    assert project.run("apply", "--json").json["results"][0]["version"] == 2
    registered(kind, project, folder, 1)


def folder_that_nobody_may_write(kind, project, folder):
    project.add("alpha")
    project.run("apply")
    project.edit("alpha", "path: /users", "path: /people")
    places = [project.root / ".revos", project.file("alpha").parent]
    if kind.name == "sqlite":
        places[0] = folder
    nobody = 65534

    def as_nobody():
        if os.getuid() == 0:
            os.setgid(nobody)
            os.setuid(nobody)

    def attempt():
        return subprocess.run(
            [os.environ["SUITE_REVOS"], "apply"], cwd=project.root, env=project.environment,
            capture_output=True, text=True, preexec_fn=as_nobody)

    for path, _, files in os.walk(folder):
        for name in [path] + [os.path.join(path, file) for file in files]:
            os.chmod(name, os.stat(name).st_mode & ~0o222)
    process = attempt()
    assert process.returncode in (2, 4) and process.stderr.count("error:") == 1, process
    for path, _, files in os.walk(folder):
        for name in [path] + [os.path.join(path, file) for file in files]:
            os.chmod(name, os.stat(name).st_mode | 0o200)
    assert project.run("apply", "--json").json["results"][0]["version"] == 2
    registered(kind, project, folder, 1)


def broken_database(kind, project, folder):
    project.add("alpha")
    project.run("apply")
    path = database(kind, project, folder)
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    for name in ("-wal", "-shm"):
        if os.path.exists(str(path) + name):
            os.remove(str(path) + name)
    whole = open(path, "rb").read()
    broken = [b"no database\n" * 500, whole[:100], whole[:len(whole) // 2],
              whole[:4096] + b"\xff" * (len(whole) - 4096), b"SQLite format 3\0" + b"\0" * 4080]
    for number, text in enumerate(broken):
        with open(path, "wb") as file:
            file.write(text)
        for words in (["apply"], ["status"], ["diff"], ["connectors", "delete", "alpha", "--yes"]):
            result = only_one_error(project.run(*words, status=2))
            assert os.path.basename(str(path)) in result.err, (number, words, result)
        assert open(path, "rb").read() == text, number
        assert project.id("alpha")
    with open(path, "wb") as file:
        file.write(whole)
    registered(kind, project, folder, 1)


def newer_database(kind, project, folder):
    project.add("alpha")
    project.run("apply")
    with sqlite3.connect(database(kind, project, folder)) as db:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        db.execute("PRAGMA user_version = 99")
    assert "newer revos" in only_one_error(project.run("apply", status=2)).err
    assert "newer revos" in only_one_error(project.run("status", status=2)).err
    with sqlite3.connect(database(kind, project, folder)) as db:
        db.execute("PRAGMA user_version = %d" % version)
    registered(kind, project, folder, 1)


def locked_database(kind, project, folder):
    project.add("alpha")
    project.run("apply")
    project.edit("alpha", "path: /users", "path: /people")
    db = sqlite3.connect(database(kind, project, folder), isolation_level=None)
    db.execute("BEGIN IMMEDIATE")
    only_one_error(project.run("apply", status=2))
    db.execute("ROLLBACK")
    db.close()
    assert project.run("apply", "--json").json["results"][0]["version"] == 2
    registered(kind, project, folder, 1)


def lost_state(kind, project, folder):
    """A fresh clone: what is under .revos is not there any more."""
    project.add("alpha")
    project.run("apply")
    known = project.id("alpha")
    shutil.rmtree(project.root / ".revos")
    result = json.loads(project.run("apply", "--json").out)["results"][0]
    assert result["id"] == known == project.id("alpha"), result
    registered(kind, project, folder, 1)


ALL = [full_disk, full_disk_for_an_update, folder_that_nobody_may_write, broken_database,
       newer_database, locked_database, lost_state]
