"""``flask remove-second-step``: for who lost their phone and their recovery codes, where no school can help.

A school does it on the person's page.  This is for who belongs to several schools, or where nobody is left to do it.
"""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import with_appcontext

from governance.db import db
from governance.domain.access import at_the_server
from governance.services.lost_phone import take_second_step_off_at_server
from governance.services.refused import Refused


@click.command("remove-second-step")
@click.argument("email")
@click.option("--reason", prompt="Why, and how you know that it is them", help="It stands in each school's history.")
@with_appcontext
def remove_second_step(email: str, reason: str) -> None:
    """Take the second step off the sign-in with the address EMAIL."""
    now = current_app.extensions["clock"]()
    try:
        take_second_step_off_at_server(db.session, at_the_server(None), now, email=email, reason=reason)
    except Refused as refused:
        raise click.ClickException(" ".join(refusal.sentence for refusal in refused.refusals)) from None
    click.echo(f"The second step is off. {email.strip()} signs in with the password alone and is told by mail.")
