#!/bin/sh
# tools/venv.sh run|dev: make .venv what pyproject.toml asks for, to run schemadiff or to work on it.
# Quick when nothing changed. PYTHON names the interpreter; otherwise the first that is new enough is taken.
set -eu
cd "$(dirname "$0")/.."
want=$1

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
        if new_enough "$python"; then
            echo "$python"
            return
        fi
    done
    echo "error: no Python 3.11 or newer: looked for ${PYTHON:-python3, python3.14 ... python3.11, python}" >&2
    echo "hint: install one, or name it: make PYTHON=/path/to/python3.13 ..." >&2
    exit 2
}

version() {
    "$1" -c 'import sys; print(sys.version)'
}

# A virtual environment breaks when its interpreter goes; PYTHON may also ask for another one.
if [ -x .venv/bin/python ] && new_enough .venv/bin/python; then
    if [ -n "${PYTHON:-}" ]; then
        python=$(find_python)
        [ "$(version "$python")" = "$(version .venv/bin/python)" ] || rm -rf .venv
    fi
else
    rm -rf .venv
fi

if [ ! -d .venv ]; then
    python=$(find_python)
    echo "setting up .venv with $("$python" --version)"
    if ! "$python" -m venv .venv >.venv.log 2>&1; then
        cat .venv.log >&2
        rm -rf .venv .venv.log
        echo "error: $python cannot make a virtual environment" >&2
        echo "hint: its modules venv and ensurepip are needed (Debian, Ubuntu: apt-get install python3-venv)" >&2
        exit 2
    fi
    rm -f .venv.log
fi

# What the stamp holds decides, not its time: git gives every file of a checkout a new time.
state=$(.venv/bin/python - <<'END'
import hashlib, os, sys
print(hashlib.sha256(open("pyproject.toml", "rb").read()).hexdigest(), os.getcwd(), sys.version.split()[0])
END
)
for stamp in ".venv/installed-$want" .venv/installed-dev; do
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$state" ]; then
        exit 0
    fi
done

what=.
[ "$want" = dev ] && what=".[dev]"
echo "installing $what into .venv (once; again when pyproject.toml changes)"
rm -f .venv/installed-*
.venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip
# Python compiles what it imports when it first does; to compile all of it takes a quarter of the whole.
.venv/bin/python -m pip install --quiet --disable-pip-version-check --prefer-binary --no-compile --editable "$what"
echo "$state" >".venv/installed-$want"
