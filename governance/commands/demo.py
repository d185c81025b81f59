"""``flask demo``: fill an empty database with the demo school, and print one sign-in for each role."""

from __future__ import annotations

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import with_appcontext
from flask_security.utils import hash_password

from governance.db import db
from governance.demo import STEPS, Demo
from governance.demo.people import PASSWORD, PEOPLE, SIGN_INS
from governance.demo.school import SLUG
from governance.models import School
from governance.password_links import password_link


@click.command("demo")
@with_appcontext
def demo() -> None:
    """Fill an empty database with the demo school."""
    others = db.session.scalars(sa.select(School.name).where(School.slug != SLUG)).first()
    db.session.rollback()
    if others is not None:
        raise click.ClickException(f"There is a real school here already ({others}). The demo fills an empty database.")
    now = current_app.extensions["clock"]()
    filled = Demo(db.session, now, hash_password(PASSWORD), password_link)
    for step in STEPS:
        step(filled)
    click.echo("The demo school is there. Sign in as:")
    for person in (one for one in PEOPLE if one.key in SIGN_INS):
        click.echo(f"  {person.position:<32} {person.email}")
    click.echo(f"Everybody’s password: {PASSWORD}")
