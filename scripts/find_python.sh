#!/bin/sh
# Prints the first Python that is new enough to make the virtual environment, or says in a sentence what to install.
# PYTHON=/some/python names one instead.  Plain sh, because macOS and slim Debian images have nothing else in common.

is_new_enough() {
    command -v "$1" >/dev/null 2>&1 && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

if [ -n "${PYTHON:-}" ]; then
    candidates=$PYTHON
else
    candidates='python3 python3.14 python3.13 python3.12 python3.11 python'
fi

for candidate in $candidates; do
    if is_new_enough "$candidate"; then
        if "$candidate" -c 'import ensurepip, venv' >/dev/null 2>&1; then
            echo "$candidate"
            exit 0
        fi
        without_venv=$candidate
    fi
done

if [ -n "${without_venv:-}" ]; then
    echo "$without_venv cannot make a virtual environment: on Debian or Ubuntu, install the package python3-venv." >&2
elif [ -n "${PYTHON:-}" ]; then
    echo "PYTHON=$PYTHON is not Python 3.11 or newer: name another one, or leave PYTHON out." >&2
else
    echo "Python 3.11 or newer is needed and was not found: install it, or name it with PYTHON=/path/to/python make ..." >&2
fi
exit 1
