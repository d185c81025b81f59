"""``flask migrate``: bring the database to the newest migration."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import with_appcontext

from governance.migrations import upgrade


@click.command("migrate")
@with_appcontext
def migrate() -> None:
    """Bring the database to the newest migration."""
    upgrade(current_app.extensions["governance"].database_url)
    click.echo("The database is up to date.")
