"""``flask worker``: run what runs by itself, until it is told to stop."""

from __future__ import annotations

import logging

import click
from flask import current_app
from flask.cli import with_appcontext

from governance.db import db


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Send what waits in the outbox and do what is due, until TERM or Ctrl-C."""
    from governance.jobs.worker import run

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s worker: %(message)s")
    run(db.engine, current_app.extensions["governance"], current_app.extensions["clock"])
