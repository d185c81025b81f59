"""`flask ...` commands, one file each."""

from __future__ import annotations

from flask import Flask


def install(app: Flask) -> None:
    """Give ``app`` every command."""
    from governance.commands import migrate

    for command in (migrate.migrate,):
        app.cli.add_command(command)
