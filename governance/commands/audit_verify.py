"""``flask audit-verify``: check every chain of the audit, and say where the first broken row of each stands."""

from __future__ import annotations

import sys

import click
import sqlalchemy as sa
from flask.cli import with_appcontext

from governance.db import db
from governance.models import NO_SCHOOL, School
from governance.queries.audit_chain import Verdict, stray_texts, verdicts


@click.command("audit-verify")
@with_appcontext
def audit_verify() -> None:
    """Check every hash, number and kept text of the audit; ends with 1 when something does not hold."""
    session = db.session
    names = dict(session.execute(sa.select(School.id, School.name)).all())
    names[NO_SCHOOL] = "acts without a school"
    is_whole = True
    for verdict in verdicts(session):
        is_whole = is_whole and verdict.fault is None
        click.echo(_said(names.get(verdict.chain, f"school {verdict.chain}"), verdict))
    stray = stray_texts(session)
    if stray:
        click.echo(f"{stray} kept texts belong to no row.")
    if stray or not is_whole:
        click.echo("The audit does not hold. Keep the database as it is, and compare it with a backup.")
        sys.exit(1)
    click.echo("The audit holds.")


def _said(name: str, verdict: Verdict) -> str:
    chain = f"Chain {verdict.chain} ({name})"
    if verdict.fault is None:
        return f"{chain}: {verdict.rows} rows hold."
    return f"{chain}: broken at row {verdict.broken_at}. {verdict.fault}"
