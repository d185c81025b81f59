"""``flask create-user``: invite the first head or ICT lead of a school, and print the link to choose a password."""

from __future__ import annotations

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import with_appcontext

from governance.db import db
from governance.domain.access import at_the_server
from governance.domain.invitation import PersonAsked, RoleAsked
from governance.domain.words import PersonKind, Role
from governance.models import Account, School
from governance.password_links import password_link
from governance.services.actors import school_today
from governance.services.people import invite_person
from governance.services.refused import Refused


@click.command("create-user")
@click.option("--school", prompt="The school's short name", help="The short name of the school in addresses.")
@click.option("--name", prompt="Their name", help="The person's name.")
@click.option("--email", prompt="Their e-mail address", help="Where the invitation goes, and what they sign in with.")
@click.option(
    "--role",
    prompt="Their role",
    type=click.Choice([role.value for role in Role]),
    default=Role.ICT_LEAD.value,
    show_default=True,
    help="The role to begin with; the rest is done in the browser.",
)
@click.option("--position", default="", help="Their position at the school, such as Headteacher.")
@with_appcontext
def create_user(school: str, name: str, email: str, role: str, position: str) -> None:
    """Invite somebody to a school."""
    now = current_app.extensions["clock"]()
    found = db.session.scalar(sa.select(School).where(School.slug == school.strip()))
    if found is None:
        known = ", ".join(db.session.scalars(sa.select(School.slug).order_by(School.slug))) or "none yet"
        raise click.ClickException(f"There is no school {school.strip()!r}. There are: {known}.")
    today, actor = school_today(found, now), at_the_server(found.id)
    db.session.rollback()
    asked = PersonAsked(
        name.strip(), email.strip(), PersonKind.EMPLOYEE, position.strip(), (RoleAsked(Role(role), today),), today
    )
    links: list[str] = []

    def link_for(account: Account) -> str:
        links.append(password_link(account))
        return links[-1]

    try:
        invite_person(db.session, actor, now, asked=asked, link_for=link_for)
    except Refused as refused:
        raise click.ClickException(" ".join(refusal.sentence for refusal in refused.refusals)) from None
    click.echo(f"{asked.name} is invited; the mail goes out as soon as the product runs with a mail server.")
    if links:
        click.echo("They choose their password here:")
        click.echo(f"  {current_app.extensions['governance'].base_address}{links[-1]}")
    else:
        click.echo("They sign in with the password they already have.")
