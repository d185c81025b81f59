"""``flask create-school``: set up a real school; its first head or ICT lead then does the rest in the browser."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import with_appcontext

from governance.db import db
from governance.domain.access import at_the_server
from governance.domain.school_details import FIRST_COLOUR, SchoolDetails
from governance.domain.year_groups import Nation
from governance.services.refused import Refused
from governance.services.school import create_school as set_up


@click.command("create-school")
@click.option("--name", prompt="The school's name", help="The school's name, as its pages show it.")
@click.option("--slug", prompt="Its short name in addresses", help="Small letters, digits and hyphens: oak-primary.")
@click.option(
    "--nation",
    prompt="Its nation",
    type=click.Choice([nation.value for nation in Nation]),
    default="england",
    show_default=True,
    help="The nation whose year groups and bank holidays the school has.",
)
@click.option("--website", default="", help="The address of the school's own website.")
@click.option("--time-zone", default="Europe/London", show_default=True, help="Where the school's days begin and end.")
@with_appcontext
def create_school(name: str, slug: str, nation: str, website: str, time_zone: str) -> None:
    """Set up a school."""
    details = SchoolDetails(name.strip(), website.strip(), FIRST_COLOUR, nation, time_zone)
    try:
        set_up(db.session, at_the_server(None), current_app.extensions["clock"](), slug=slug.strip(), details=details)
    except Refused as refused:
        raise click.ClickException(" ".join(refusal.sentence for refusal in refused.refusals)) from None
    click.echo(f"{details.name} is set up. Invite its head or ICT lead:")
    click.echo(f"  flask --app app create-user --school {slug.strip()}")
