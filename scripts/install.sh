#!/bin/sh
# Installs one lock into .venv by hash, making .venv first when it is missing or no longer starts.
# Usage: sh scripts/install.sh LOCK STAMP WHAT
# Byte code is not compiled while installing: that would double the time, and Python compiles what is really imported.
set -eu
lock=$1
stamp=$2
what=$3

if ! .venv/bin/python -c '' >/dev/null 2>&1; then
    python=$(sh scripts/find_python.sh)
    echo "Making .venv with $python"
    rm -rf .venv
    "$python" -m venv .venv
fi
echo "Installing $what"
.venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check --no-compile --no-deps \
    --require-hashes --requirement "$lock"
touch "$stamp"
