"""``flask disposals-again FILE``: bring a restored copy up to date with what was disposed of since (003-7)."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from governance.db import db
from governance.domain.records.certificate import NotACertificate, read_certificates
from governance.services.records.retention.disposing import dispose_again
from governance.services.refused import NotHere, Refused


@click.command("disposals-again")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def disposals_again(file: Path) -> None:
    """Dispose again of what the certificates in FILE name; run it right after a copy was restored."""
    try:
        certificates = read_certificates(file.read_text(encoding="utf-8"))
    except (NotACertificate, UnicodeDecodeError) as wrong:
        click.echo(f"Nothing was changed. {wrong}")
        sys.exit(1)
    is_held = False
    for certificate in sorted(certificates, key=lambda one: int(one["certificate"])):
        name = f"Certificate {certificate['certificate']} of {certificate['school_address']}"
        try:
            count = dispose_again(db.session, dt.datetime.now(dt.UTC), certificate)
        except NotHere:
            click.echo(f"{name}: there is no such school here. Nothing was changed for it.")
            continue
        except Refused:
            db.session.rollback()
            is_held = True
            click.echo(f"{name}: a hold stands on some of it in this copy. Nothing was changed for it.")
            continue
        click.echo(f"{name}: {count} records disposed of again.")
    if is_held:
        click.echo("Ask who placed each hold whether it was released since, release it, and run this again.")
        sys.exit(1)
