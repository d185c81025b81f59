"""Asks the finders how a clause stands at a school of a test."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.clauses.finding import Finding, Standing, worst
from governance.models import School
from governance.queries.clauses.asked import asked_of
from governance.queries.clauses.finders import found_by
from tests.factories import NOW


def found_at(
    session: Session, school: School, number: str, now: dt.datetime = NOW, reader: Actor | None = None
) -> list[Finding]:
    """Every finding of one clause at one school, as ``reader`` is shown it, the school's own first."""
    session.rollback()
    asked = asked_of(session, [session.get_one(School, school.id)], now, reader=reader)
    found = found_by(asked, [number])[school.id]
    session.rollback()
    return sorted(found, key=lambda finding: finding.site_id or 0)


def stands(
    session: Session,
    school: School,
    number: str,
    site_id: int | None = None,
    now: dt.datetime = NOW,
    reader: Actor | None = None,
) -> Standing:
    """How one clause stands at a school, or on one of its sites."""
    found = found_at(session, school, number, now, reader)
    return worst(finding.standing for finding in found if site_id is None or finding.site_id == site_id)


def said(
    session: Session, school: School, number: str, now: dt.datetime = NOW, reader: Actor | None = None
) -> list[str]:
    """The sentences of one clause at a school."""
    return [finding.said for finding in found_at(session, school, number, now, reader)]
