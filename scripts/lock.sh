#!/bin/sh
# Writes every lock anew.  None of them names the host of a registry, so that each place can use its own mirror.
set -eu
if command -v uv >/dev/null 2>&1; then
    uv=uv
else
    python=$(sh scripts/find_python.sh)
    [ -x .venv-lock/bin/uv ] || { "$python" -m venv .venv-lock; .venv-lock/bin/python -m pip install --quiet uv; }
    uv=.venv-lock/bin/uv
fi
for name in requirements requirements-dev requirements-assets requirements-second-look; do
    "$uv" pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
        "$name.in" --output-file "$name.txt"
done
if command -v npm >/dev/null 2>&1; then
    npm install --package-lock-only --silent
else
    echo "package-lock.json is as it was, because npm was not found." >&2
fi
