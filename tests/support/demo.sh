#!/bin/sh
# The main job, as a person would do it at a terminal, beside the stand-in of a
# public API. Run by ./dev demo: demo.sh BUILD_FOLDER.
set -eu
PATH="$1:$PATH"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
HOME=$folder/home
mkdir "$HOME" "$folder/acme-data"
cd "$folder/acme-data"
export PATH HOME

# show COMMAND : print it as typed, then what it says. Differences are no
# failure of `diff`.
show() {
    printf '\n$ %s\n' "$1"
    status=0
    sh -c "$1" || status=$?
    case "$status:$1" in
    0:* | "1:revos diff"*) ;;
    *)
        echo "demo: exit status $status" >&2
        exit 1
        ;;
    esac
}

show "revos init --name acme-data"
show "revos connectors new my-source --set base_url=$STAND_IN_BASE"
show "revos connectors spec my-source"
show "revos connectors check my-source"
show "revos connectors discover my-source"
show "revos connectors read my-source --limit 3"
show "revos apply"
show "revos apply"
show "sed -i 's/^  name: My Source/  name: My Posts/' connectors/my-source/connector.yaml"
show "revos apply"
show "sed -i 's/page_size: .*/page_size: 5/' connectors/my-source/manifest.yaml"
show "revos diff"
show "revos apply"
show "revos status"
show "revos connectors delete my-source --yes"
show "revos status"
