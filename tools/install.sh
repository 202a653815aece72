#!/bin/sh
# Makes a virtual environment in the folder $1 and installs this project there, with what its
# tests need, in the versions of constraints.txt. PYTHON names an interpreter to use.
set -eu
venv=$1

suits() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    suits "$python" && break
    python=
done
if [ -z "$python" ]; then
    echo "no Python 3.11 or newer found${PYTHON:+ as '$PYTHON'}; name one with PYTHON=/path/to/python3" >&2
    exit 2
fi

if ! suits "$venv/bin/python" || ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    if ! "$python" -m venv --clear "$venv"; then
        echo "$python cannot make virtual environments; on Debian and Ubuntu: apt install python3-venv" >&2
        exit 2
    fi
fi

pip() {
    "$venv/bin/python" -m pip -qq --disable-pip-version-check install -c constraints.txt "$@"
}

# The build backend first, and then the project without isolation: so it is pinned like the rest.
pip hatchling editables
pip --no-build-isolation --editable '.[dev]'

# An editable install is compiled when it first runs, or at every start where Python may not write.
"$venv/bin/python" -m compileall -q tools/docs_snippets
