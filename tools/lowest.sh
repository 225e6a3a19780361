#!/bin/sh
# tools/lowest.sh: make .make/lowest an environment with each package of pyproject.toml at its lower bound.
# Quick when nothing changed. The packages that those need are the newest that they take.
set -eu
cd "$(dirname "$0")/.."
home=.make/lowest
mkdir -p .make
.venv/bin/python tools/lowest.py >.make/constraints.txt
# What it was made of decides, as in tools/venv.sh.
if [ -f "$home/installed" ] && cmp -s .make/constraints.txt "$home/installed"; then
    exit 0
fi
echo "installing the oldest packages that pyproject.toml allows into $home"
rm -rf "$home"
.venv/bin/python -m venv "$home"
"$home/bin/python" -m pip install --quiet --disable-pip-version-check --prefer-binary --no-compile \
    --constraint .make/constraints.txt --editable ".[dev]"
cp .make/constraints.txt "$home/installed"
