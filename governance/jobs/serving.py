"""What happens around serving: settings that cannot be used, a database that needs migrating, the first words.

Decides that a bad setting or a port in use stops the start with a sentence, that the demo migrates and fills its own
database while a real installation is migrated by ``flask migrate``, and what is printed once pages can be opened.
"""

from __future__ import annotations

import errno
import gc
import socket
import sys
from typing import Any, NoReturn

from flask import Flask

from governance.config import BadSetting, Settings, read_settings
from governance.jobs import lifeline

WRONG_SETTING = 2
"""The exit status of a start that was stopped by a setting."""


def settings_or_exit() -> Settings:
    """Return the settings; a bad one, or a port that another program holds, ends the process with a sentence."""
    # Nothing that is imported is ever freed, so looking for garbage until then costs a quarter of the start.
    gc.disable()
    try:
        settings = read_settings()
    except BadSetting as bad:
        _exit_with(str(bad))
    problem = _port_problem(settings.host, settings.port)
    if problem:
        _exit_with(problem)
    return settings


def prepare(server: Any) -> None:
    """Bring the demo's database up to date and fill it.  Called by gunicorn before it serves, as ``on_starting``."""
    app: Flask = server.app.wsgi()
    if not app.extensions["governance"].demo:
        return
    from governance.db import db

    with app.app_context():
        for command in ("migrate", "demo"):
            if command in app.cli.commands:
                app.cli.commands[command].main([], prog_name=command, standalone_mode=False)
        # A connection must not be shared with the processes that gunicorn forks from this one.
        for engine in db.engines.values():
            engine.dispose()


def announce(server: Any) -> None:
    """Say where the product is, and report to the supervisor.  Called by gunicorn as ``when_ready``."""
    settings: Settings = server.app.wsgi().extensions["governance"]
    sys.stdout.write(f"Open {settings.base_address}\n")
    sys.stdout.flush()
    # What was imported stays out of later collections, and so stays shared with the processes that are forked.
    gc.freeze()
    gc.enable()
    lifeline.hold()


def _port_problem(host: str, port: int) -> str | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # As the server does it, so that a connection of the last run that is still closing is no problem.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return f"GOVERNANCE_PORT is {port}, and another program uses it already: choose another port."
            return f"GOVERNANCE_HOST and GOVERNANCE_PORT are {host} and {port}, which cannot be used: {error.strerror}."
    return None


def _exit_with(sentence: str) -> NoReturn:
    sys.stderr.write(sentence + "\n")
    sys.exit(WRONG_SETTING)
