"""``flask mail-bounced``: a mail server's pipe hands in one report about a mail that came back.

It ends with 65 where the message is no such report about a mail of ours, and with 75 where the server should hand it
in again later; what it says never tells what the mail was about.
"""

from __future__ import annotations

import sys

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from governance.db import db
from governance.domain.bounces import LARGEST, read_bounce
from governance.services.came_back import NOT_SENT, note_bounce
from governance.services.refused import Refused

BAD_DATA, TRY_LATER = 65, 75
"""What mail servers take these to mean: sysexits.h."""


@click.command("mail-bounced")
@with_appcontext
def mail_bounced() -> None:
    """Read one delivery status message from standard input, and note which mail it says came back."""
    bounce, refusals = read_bounce(sys.stdin.buffer.read(LARGEST + 1))
    if bounce is None:
        click.echo(refusals[0].sentence, err=True)
        sys.exit(BAD_DATA)
    try:
        note_bounce(db.session, current_app.extensions["clock"](), bounce)
    except Refused as refused:
        click.echo(refused.refusals[0].sentence, err=True)
        # A report may overtake the line in which our own worker writes that the mail was accepted.
        sys.exit(TRY_LATER if refused.codes == (NOT_SENT.code,) else BAD_DATA)
    except SQLAlchemyError:
        click.echo("The database cannot be used now.", err=True)
        sys.exit(TRY_LATER)
    click.echo("Noted.")
