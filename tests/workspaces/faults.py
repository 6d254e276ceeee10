"""What goes wrong with servers, on the imitation: one message, the right status, nothing lost, and
the next run goes on."""
import json

import socket


from imitation import WORKSPACE

DEFINITIONS = "declarative_sources"


def only_one_error(result):
    lines = [line for line in result.err.splitlines() if line.startswith(("error:", '{"error":'))]
    assert len(lines) == 1, result
    assert "Traceback" not in result.err and "bug in revos" not in result.err, result
    return result


def settled(kind, project, count):
    """Everything is registered once, and another run has nothing to do."""
    assert project.run("apply", "--json").json["summary"]["unchanged"] == count
    assert len(kind.imitation.definitions) == count, kind.imitation.definitions
    assert not list((project.root / ".revos" / "journal").glob("*"))


def lost_answer_of_a_create(kind, project, _folder):
    for what in ("lose", "cut", "lie", "html", ("after", 502)):
        kind.imitation.forget()
        project.add("alpha")
        kind.imitation.faults = [("POST", DEFINITIONS, what)]
        project.run("apply")
        assert len(kind.imitation.definitions) == 1, (what, kind.imitation.definitions)
        assert project.id("alpha") in kind.imitation.definitions
        settled(kind, project, 1)
        (project.root / "connectors/alpha/connector.yaml").unlink()


def create_that_was_not_done_is_repeated(kind, project, _folder):
    project.add("alpha")
    kind.imitation.faults = [("POST", DEFINITIONS, "drop"),
                             ("POST", DEFINITIONS, ("status", 503, []))]
    project.run("apply")
    settled(kind, project, 1)


def create_that_nobody_knows_is_finished_by_the_next_run(kind, project, _folder):
    project.add("alpha")
    kind.imitation.faults = [("POST", DEFINITIONS, "lose")] + [
        ("GET", DEFINITIONS, ("run", lambda: None))] + [
        ("GET", DEFINITIONS, ("status", 500, []))]
    only_one_error(project.run("apply", status=2))
    assert project.id("alpha") is None
    assert "finished what an interrupted run" in project.run("apply").err
    settled(kind, project, 1)


def journal_stays_open_while_nobody_can_tell(kind, project, _folder):
    project.add("alpha")
    kind.imitation.faults = [("POST", DEFINITIONS, "lose")]
    kind.imitation.faults += [("GET", DEFINITIONS, ("run", lambda: None))]
    kind.imitation.faults += [("GET", DEFINITIONS, ("status", 500, []))]
    project.run("apply", status=2)
    kind.imitation.faults = [("GET", DEFINITIONS, ("status", 500, []))]
    only_one_error(project.run("apply", status=2))
    project.run("apply")
    settled(kind, project, 1)


def lost_answer_of_an_update(kind, project, _folder):
    project.add("alpha")
    project.run("apply")
    for n, what in enumerate(("lose", "cut", "html", ("after", 504), "drop", ("status", 503, []))):
        project.edit("alpha", "path: /users", "path: /users/n")
        kind.imitation.faults = [("PUT", DEFINITIONS, what)]
        result = project.run("apply", "--json").json["results"][0]
        assert result["version"] == n + 2, (what, result)
    settled(kind, project, 1)


def reads_are_repeated(kind, project, _folder):
    project.add("alpha")
    for what in ("drop", "cut", "lie", ("status", 429, [("Retry-After", "1")]),
                 ("status", 502, []), ("status", 503, [("Retry-After",
                                                        "Sun, 06 Nov 1994 08:49:37 GMT")])):
        kind.imitation.faults = [("GET", DEFINITIONS, what)] * 3
        assert project.run("status", "--json").json["connectors"][0]["state"] == "new"
        kind.imitation.faults = [("GET", DEFINITIONS, what)] * 4
        only_one_error(project.run("status", status=2))
        assert kind.imitation.faults == [], what


def waits_are_bounded(kind, project, _folder):
    project.add("alpha")
    sleeps = str(project.root / "sleeps")
    kind.imitation.faults = [("GET", DEFINITIONS, ("status", 429, [("Retry-After", "7")])),
                             ("GET", DEFINITIONS, ("status", 503, []))]
    project.run("status", REVOS_TEST_SLEEPS=sleeps)
    with open(sleeps) as file:
        waited = [json.loads(line)["sleep"] for line in file]
    assert waited[0] == 7 and 0.5 <= waited[1] <= 1, waited
    kind.imitation.faults = [("GET", DEFINITIONS, ("status", 429, [("Retry-After", "86400")]))]
    only_one_error(project.run("status", status=2))
    assert kind.imitation.faults == []


def pages_that_are_none(kind, project, _folder):
    project.add("alpha")
    for what in ("html", "huge", ("redirect", "http://127.0.0.1:1/other")):
        kind.imitation.faults = [("GET", DEFINITIONS, what)]
        only_one_error(project.run("status", status=2))


def token_goes_to_no_other_host(kind, project, _folder):
    seen = []
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        other.settimeout(0.3)
        address = "http://localhost:%d/v1/x" % other.getsockname()[1]
        kind.imitation.faults = [("GET", DEFINITIONS, ("redirect", address))]
        assert "redirect" in only_one_error(project.run("status", status=2)).err
        try:
            seen.append(other.accept())
        except TimeoutError:
            pass
    assert seen == []


def server_that_is_down(_kind, project, _folder):
    project.add("alpha")
    only_one_error(project.run("apply", status=2, REVOS_API_URL="http://127.0.0.1:1/v1"))
    assert project.id("alpha") is None


def whole_list_when_it_is_paged(kind, project, _folder):
    for i in range(7):
        project.add("c%d" % i)
    kind.imitation.page = 3
    project.run("apply")
    assert project.run("apply", "--json").json["summary"]["unchanged"] == 7
    settled(kind, project, 7)


def at_most_eight_at_a_time_in_path_order(kind, project, _folder):
    for i in range(30):
        project.add("c%02d" % i)
    kind.imitation.delay = 0.02
    results = project.run("apply", "--json").json["results"]
    assert [one["slug"] for one in results] == ["c%02d" % i for i in range(30)]
    assert 2 <= kind.imitation.most <= 8, kind.imitation.most
    for i in range(30):
        assert kind.imitation.definitions[project.id("c%02d" % i)]["name"] == "The c%02d" % i
    kind.imitation.delay = 0
    settled(kind, project, 30)


def some_fail_the_others_go_on(kind, project, _folder):
    for i in range(4):
        project.add("c%d" % i)
    kind.imitation.faults = [("POST", DEFINITIONS, ("status", 422, []))]
    result = only_one_error(project.run("apply", "--json", status=3))
    assert result.json["summary"] == {"created": 3, "updated": 0, "renamed": 0, "adopted": 0,
                                      "unchanged": 0, "failed": 1}
    assert project.run("apply", "--json").json["summary"]["created"] == 1
    settled(kind, project, 4)


def version_that_changed_meanwhile(kind, project, _folder):
    project.add("alpha")
    project.run("apply")
    project.edit("alpha", "path: /users", "path: /people")

    def other_writer():
        one = kind.imitation.definitions[project.id("alpha")]
        one["manifest"] = dict(one["manifest"], check={"type": "CheckStream", "stream_names": []})
        one["version"] += 1

    kind.imitation.faults = [("GET", project.id("alpha"), ("run", other_writer))]
    assert "changed meanwhile" in only_one_error(project.run("apply", status=5)).err
    assert kind.imitation.definitions[project.id("alpha")]["version"] == 2
    kind.imitation.faults = [("PUT", DEFINITIONS, ("status", 409, []))]
    only_one_error(project.run("apply", status=5))


def what_would_be_refused_is_not_sent(kind, project, _folder):
    def refused(slug, text):
        result = only_one_error(project.run("apply", slug, status=2))
        assert text in result.err, (slug, result)

    from suite import MANIFEST
    project.add("nospec", manifest=MANIFEST[:MANIFEST.index("spec:")])
    refused("nospec", "spec.connection_specification")
    project.add("future", manifest=MANIFEST.replace("6.0.0", "99.0.0"))
    refused("future", "99.0.0")
    project.add("long", name="n" * 257)
    refused("long", "256 characters")
    project.add("large", manifest=MANIFEST + "    title: '%s'\n" % ("x" * 2100000))
    project.add("python")
    project.file("python", "components.lua").write_text("return {}\n")
    refused("python", "components.lua")
    assert kind.imitation.writes() == []


def reasons_are_sentences(kind, project, _folder):
    project.add("alpha")
    kind.imitation.role = "reader"
    result = only_one_error(project.run("apply", status=4))
    assert "editor" in result.err and WORKSPACE in result.err, result
    project.run("status")
    assert "token" in only_one_error(project.run("status", status=4, SUITE_TOKEN="wrong")).err
    result = only_one_error(project.run("status", status=2, SUITE_TOKEN=""))
    assert "SUITE_TOKEN is not set" in result.err, result


def client_credentials_are_renewed(kind, project, _folder):
    text = (project.root / "revos.yaml").read_text()
    (project.root / "revos.yaml").write_text(text.replace(
        'token: "${env.SUITE_TOKEN}"',
        'clientId: "${env.SUITE_ID}", clientSecret: "${file.secret}"'))
    (project.root / "secret").write_text("secret-1\n")
    for i in range(20):
        project.add("c%02d" % i)

    def tokens():
        return len([line for line in kind.imitation.log if line[1].endswith("/token")])

    project.run("apply", SUITE_ID="id-1")
    assert tokens() == 1, kind.imitation.log
    kind.imitation.log.clear()
    kind.imitation.faults = [("GET", DEFINITIONS, ("run", kind.imitation.tokens.clear))]
    project.run("apply", SUITE_ID="id-1")
    assert tokens() == 2, kind.imitation.log
    kind.imitation.tokens["token-1"] = None
    (project.root / "secret").write_text("wrong\n")
    result = only_one_error(project.run("apply", status=4, SUITE_ID="id-1"))
    assert "wrong" not in result.err.replace("is wrong", ""), result


def command_gives_the_token_with_consent_alone(_kind, project, _folder):
    path = project.root / "revos.yaml"
    path.write_text(path.read_text().replace("${env.SUITE_TOKEN}", "${exec.cat the-token}"))
    (project.root / "the-token").write_text("token-1\n")
    project.add("alpha")
    assert "revos trust" in only_one_error(project.run("apply", status=4)).err
    project.run("trust", "--yes")
    project.run("apply")
    path.write_text(path.read_text().replace("the-token}", "other-token}"))
    only_one_error(project.run("apply", status=4))
    project.run("trust", "--yes")
    assert "token-1" not in only_one_error(project.run("apply", status=2)).err


def requests_are_shown_without_secrets(_kind, project, _folder):
    project.add("alpha")
    result = project.run("apply", "-vv")
    assert "POST http" in result.err and ": 200 in " in result.err, result
    assert "token-1" not in result.err and "api.example.com" not in result.err, result


def ids_that_are_none(kind, project, _folder):
    project.add("alpha")
    path = project.file("alpha", "connector.yaml")
    path.write_text(path.read_text().replace(
        "# mine", '# mine\n  id: "../../../../sources?x=1#"\n  workspace: tried'))
    only_one_error(project.run("apply", status=2))
    assert [line for line in kind.imitation.log if "/sources?x" in line[1]] == []


def duplicate_names(kind, project, _folder):
    project.add("alpha")
    project.run("apply")
    one = kind.imitation.definitions[project.id("alpha")]
    for i in range(2):
        kind.imitation.definitions["twin-%d" % i] = dict(one, id="twin-%d" % i)
    project.add("alpha")
    assert "3 connectors" in only_one_error(project.run("apply", status=5)).err


def local_files_that_fail(_kind, project, _folder):
    """The project's own side: read-only, a journal nobody can read, a lock that is held."""
    project.add("alpha")
    project.run("apply")
    journal = project.root / ".revos" / "journal"
    (journal / "tried.alpha.json").write_text("{ not json")
    project.run("apply")
    lock = project.root / ".revos" / "lock"
    import fcntl
    with open(lock, "a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert "held by" in only_one_error(project.run("apply", status=5)).err
    project.run("apply")


def interrupted_run_ends_what_it_began(kind, project, _folder):
    import signal
    import subprocess
    import time
    from suite import REVOS
    for i in range(30):
        project.add("c%02d" % i)
    kind.imitation.delay = 0.15
    process = subprocess.Popen([REVOS, "apply"], cwd=project.root, env=project.environment,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while len(kind.imitation.writes()) < 4:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130, (process.returncode, out, err)
    assert err.count("error:") == 1 and "interrupted" in err, err
    made = len(kind.imitation.definitions)
    assert made < 30 and out.count(" created ") == made, (made, out, err)
    assert not list((project.root / ".revos" / "journal").glob("*"))
    kind.imitation.delay = 0
    assert project.run("apply", "--json").json["summary"]["created"] == 30 - made
    settled(kind, project, 30)


ALL = [value for name, value in list(globals().items())
       if callable(value) and getattr(value, "__module__", None) == __name__
       and name not in ("only_one_error", "settled")]
