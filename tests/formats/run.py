#!/usr/bin/python3
"""Findings in every format, read by those who consume them.

    python3 tests/formats/run.py PROGRAM [FOLDER]

FOLDER holds published schemas: each .json there is one of SARIF, each .xsd one of JUnit (see
schemas.sh); without them, what they would check is skipped. SARIF is checked by python3-jsonschema,
JUnit by xmllint and python3-junitparser, TAP by TAP::Parser of Perl, workflow commands by a reader
of our own. Ends with "N passed, N failed, N skipped".
"""
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema
import junitparser

program = str(Path(sys.argv[1]).resolve())
schemas = Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else Path("/nonexistent")
folder = tempfile.TemporaryDirectory(prefix="revos-formats-")
home = Path(folder.name)
tally = {"passed": 0, "failed": 0, "skipped": 0}

ODD = 'Odd, name: 100% <&>"#é'
POLICY = """return {
  id = "house", summary = "s", severity = "%s",
  check = function(_, report)
    report("manifest.streams[0].name", %s, "a <better> \\"name\\"")
    report("manifest.no_such.node", "not there")
  end,
}
"""
# What may end a line, a tag, an attribute, a command or a directive of one of the formats.
TEXT = '"100%25 <b> & ]]> # skip \\"q\\" \\\\ a:b,c::d \\1\\27[1m\\tend\\r\\nnext\\n  ...\\nok 9"'

PERL = """
use TAP::Parser;
my $parser = TAP::Parser->new({ source => \\join('', <STDIN>) });
while (my $result = $parser->next) {
    next unless $result->is_test;
    printf "%s\\n", $result->is_ok && !$result->has_skip && !$result->has_todo ? 'ok' : 'not ok';
}
print map { "error: $_\\n" } $parser->parse_errors;
print "plan: ", $parser->tests_planned, "\\n";
"""


def revos(*words):
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(home), "CI": "true",
                   "REVOS_TEST_CLOCK": "fast", "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")}
    return subprocess.run([program, *words], cwd=home / "project", env=environment,
                          capture_output=True, timeout=60)


def lay_out():
    """A project with a finding of each severity, odd names and odd texts."""
    (home / "project").mkdir()
    revos("init")
    for slug in ("posts", "clean"):
        revos("connectors", "new", slug, "--set", "base_url=http://127.0.0.1:9")
    connectors = home / "project" / "connectors"
    (connectors / ODD).mkdir()
    for name in ("connector.yaml", "manifest.yaml"):
        (connectors / ODD / name).write_bytes((connectors / "posts" / name).read_bytes())
    manifest = connectors / "posts" / "manifest.yaml"
    manifest.write_text(manifest.read_text().replace("start_from_page: 1",
                                                     '"st<art>_%0A]]>\\u0001": 1'))
    policies = home / "project" / "policies"
    for severity in ("deny", "warn", "info"):
        text = POLICY.replace('"house"', f'"house-{severity}"') % (severity, TEXT)
        (policies / f"{severity}.lua").write_text(text)
    (policies / "deny_test.lua").write_text(f"return {{ {{ name = {TEXT} }}, {{ name = 'b' }} }}")
    (policies / "a&b, c: #.lua").write_text("return 1")


def read_sarif(text, findings, _):
    log = json.loads(text)
    results = log["runs"][0]["results"]
    assert len(results) == len(findings), f"{len(results)} results"
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    for result, finding in zip(results, findings):
        assert result["ruleId"] == rules[result["ruleIndex"]]["id"] == finding["rule"]
        assert result["message"]["text"].startswith(finding["message"])


def read_junit(text, findings, fails):
    document = junitparser.JUnitXml.fromstring(text)
    suite = next(iter(document))
    cases = list(suite)
    failures = [case for case in cases if case.result]
    assert suite.tests == len(cases) and suite.failures == len(failures) == fails, text
    for case in failures:
        assert case.result[0].type in {finding["rule"] for finding in findings}
    subprocess.run(["xmllint", "--noout", "-"], input=text, check=True, capture_output=True)


def read_tap(text, findings, fails):
    told = subprocess.run(["perl", "-e", PERL], input=text, check=True, capture_output=True)
    lines = told.stdout.decode().splitlines()
    assert not [line for line in lines if line.startswith("error")], lines
    assert lines.count("not ok") == fails, lines
    assert lines[-1] == f"plan: {len(lines) - 1}" and len(lines) > len(findings), lines


def printable(text):
    return re.sub(r"[\0-\x1f]", "", text)


def read_github(text, findings, _):
    """The commands as the runner of GitHub reads them: by line, unescaped."""
    def plain(value, properties=False):
        for code, char in (("%0D", "\r"), ("%0A", "\n"), *((("%3A", ":"), ("%2C", ","))
                                                           if properties else ()), ("%25", "%")):
            value = value.replace(code, char)
        return value
    found = []
    for line in text.decode().split("\n")[:-1]:
        command = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        assert command, line
        given = dict(pair.split("=", 1) for pair in command[2].split(","))
        values = {key: plain(value, True) for key, value in given.items()}
        found.append((values.get("file"), values["title"], plain(command[3])))
    assert len(found) == len(findings)
    for finding in findings:
        assert any(file == finding.get("file") and title == finding["rule"]
                   and printable(finding["message"]) in printable(said)
                   for file, title, said in found), finding


def attempt(name, check):
    try:
        check()
        tally["passed"] += 1
    except Exception as problem:  # a test that fails says why, and the others go on
        tally["failed"] += 1
        told = getattr(problem, "stderr", None) or b""
        print(f"FAILED {name}: {problem!r}\n{told.decode()}")


def against_schemas(name, kind, text):
    files = sorted(schemas.glob("*.json" if kind == "sarif" else "*.xsd"))
    if not files:
        tally["skipped"] += 1
    for file in files:
        if kind == "sarif":
            schema = json.loads(file.read_text())
            attempt(f"{name} against {file.name}",
                    lambda: jsonschema.Draft4Validator(schema).validate(json.loads(text)))
        else:
            command = ["xmllint", "--noout", "--nonet", "--schema", str(file), "-"]
            attempt(f"{name} against {file.name}", lambda: subprocess.run(
                command, input=text, check=True, capture_output=True))


READERS = {"sarif": read_sarif, "junit": read_junit, "tap": read_tap, "github": read_github}


def look_at(words, failing):
    """One command in every format; `failing` are the severities that fail a test."""
    as_json = revos(*words, "--format", "json")
    document = json.loads(as_json.stdout)
    findings = document.get("findings")
    if findings is None:  # `check` has its own document
        findings = [] if document["status"] == "SUCCEEDED" else [
            {"rule": "check-failed", "severity": "error", "message": "FAILED: ",
             "file": "connectors/posts/manifest.yaml"}]
    fails = sum(finding["severity"] in failing for finding in findings)
    for kind, reader in READERS.items():
        name = f"{' '.join(words)} --format {kind}"
        result = revos(*words, "--format", kind)
        attempt(f"{name}, exit status", lambda: check_status(result, as_json))
        attempt(name, lambda: reader(result.stdout, findings, fails))
        if kind in ("sarif", "junit"):
            against_schemas(name, kind, result.stdout)
    return {finding["severity"] for finding in findings}


def look_at_tests(words):
    """The outcome of tests in the formats that know tests."""
    as_json = revos(*words, "--json")
    fails = json.loads(as_json.stdout)["summary"]["failed"]
    for kind in ("junit", "tap"):
        name = f"{' '.join(words)} --format {kind}"
        result = revos(*words, "--format", kind)
        attempt(f"{name}, exit status", lambda: check_status(result, as_json))
        attempt(name, lambda: READERS[kind](result.stdout, [{"rule": "test"}], fails))
        if kind == "junit":
            against_schemas(name, kind, result.stdout)
    attempt(f"{' '.join(words)} fails somewhere", lambda: check_fails(fails))


def check_fails(count):
    assert count > 0


def check_status(result, as_json):
    assert result.returncode == as_json.returncode, result.stderr


def check_severities(found):
    assert found == {"error", "warning", "info"}, found


lay_out()
everything = look_at(["lint"], {"error"})
attempt("findings of each severity", lambda: check_severities(everything))
look_at(["lint", "--strict"], {"error", "warning"})
look_at(["lint", "connectors/clean", "--no-policies"], {"error"})
look_at(["policy", "run"], {"error"})
look_at(["policy", "run", "posts"], {"error"})
look_at(["connectors", "check", "posts"], {"error"})
(home / "project" / "policies" / "a&b, c: #.lua").unlink()
look_at_tests(["policy", "test", "house-deny"])

print("{passed} passed, {failed} failed, {skipped} skipped".format(**tally))
sys.exit(tally["failed"] > 0)
