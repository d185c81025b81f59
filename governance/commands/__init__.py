"""`flask ...` commands, one file each."""

from __future__ import annotations

from flask import Flask


def install(app: Flask) -> None:
    """Give ``app`` every command."""
    from governance.commands import migrate, worker

    for command in (migrate.migrate, worker.worker):
        app.cli.add_command(command)
