"""Measures the clauses: what the page of one school asks of the records, what a whole trust costs, and its page.

The page of a trust is opened as a browser opens it, by somebody who is the ICT lead of every school, and shows what
the clock counted in the morning.  DESIGN 12 gives the week of 300 schools half a second; the page is held to that.
"""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from governance.domain.access import the_clock
from governance.domain.words import PersonKind, Role
from governance.jobs.counting import count_clauses
from governance.models import Membership, Person, RoleHeld, School
from governance.queries.clauses.counted import Counted, counted_now
from scripts.bench_measure import Alone
from scripts.bench_queue import app_on
from tests.factories import LONG_AGO, NOW, sign_in, start_writing

PAGE_AT_MOST = 500
ONE_CLAUSE = "/clauses?clause=A.3.1"


def clause_budgets(engine: Engine, schools: int) -> Iterator[Alone]:
    """How every clause stands at one school, and at every school: asked, counted by the clock, and shown as counted."""
    yield Alone("the clauses of one school with ten sites (our own)", 250, lambda: clauses_of(engine, 1), rounds=20)
    asked = f"the clauses of {schools} schools, asked at once (our own)"
    yield Alone(asked, 8_000, lambda: clauses_of(engine, schools), rounds=3)
    most = max(1_000, 60_000 * schools // 300)
    yield Alone(f"{schools} schools counted by the clock (our own)", most, lambda: count_each(engine), rounds=1)
    client = client_of_lead(engine)
    yield Alone(f"the page of {schools} schools", PAGE_AT_MOST, lambda: opened(client, "/clauses"), rounds=20)
    one = f"the page of one clause at {schools} schools"
    yield Alone(one, PAGE_AT_MOST, lambda: opened(client, ONE_CLAUSE), rounds=20)


def clauses_of(engine: Engine, count: int) -> dict[int, Counted]:
    """Return the figures of the first schools, asked of the records."""
    with Session(engine) as session:
        schools = session.scalars(sa.select(School).order_by(School.id).limit(count)).all()
        return counted_now(session, schools, NOW)


def count_each(engine: Engine) -> None:
    """Count every school, one after the other as the clock does."""
    with Session(engine) as session:
        schools = session.scalars(sa.select(School.id).order_by(School.id)).all()
    for school_id in schools:
        with Session(engine) as session:
            count_clauses(session, the_clock(school_id), NOW)


def client_of_lead(engine: Engine) -> FlaskClient:
    """Return a browser of the first school's ICT lead, who is that of every school from now on."""
    app = app_on(engine.url.render_as_string(hide_password=False))
    with Session(engine) as session:
        start_writing(session)
        lead = session.scalars(
            sa.select(Membership).join(RoleHeld).where(RoleHeld.role == Role.ICT_LEAD).order_by(Membership.id)
        ).first()
        assert lead is not None
        for school_id in session.scalars(sa.select(School.id).where(School.id != lead.school_id)).all():
            membership = Membership(
                school_id=school_id,
                person_id=lead.person_id,
                kind=PersonKind.EMPLOYEE,
                position="ICT lead of the trust",
                starts_on=LONG_AGO,
            )
            session.add(membership)
            session.flush()
            held = RoleHeld(school_id=school_id, membership_id=membership.id, role=Role.ICT_LEAD, starts_on=LONG_AGO)
            session.add(held)
        person_id = lead.person_id
        session.commit()
        return sign_in(app.test_client(), session, session.get_one(Person, person_id))


def opened(client: FlaskClient, address: str) -> None:
    """Open a page of every school; it has to say when it was counted."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert b"Count again now" in answer.data
