"""What sites owe: to hold again by a date, a decision at their end, evaluations, exit steps (A.1.6, A.1.7, A.5)."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.reminders import Matter, Rung
from governance.models import Evaluation, ExitStep
from governance.services.closing import start_closing
from tests.factories import NOW
from tests.services.owed.scene import add, change, names, owed, scene

END = dt.date(2027, 7, 23)
REVIEW = dt.date(2027, 3, 26)


def test_an_amber_site_is_put_right_by_its_administrators_by_its_date(session: Session) -> None:
    cast, site = scene(session)
    assert owed(session, cast, "2026-11-18", Matter.AMBER) == []
    change(session, site, amber_since=dt.date(2026, 11, 18), amber_until=dt.date(2026, 12, 2), amber_why=["logo"])
    (one,) = owed(session, cast, "2026-11-20", Matter.AMBER)
    assert (one.period, one.since, one.by) == ("2026-11-18", dt.date(2026, 11, 18), dt.date(2026, 12, 2))
    assert (one.path, one.label) == (f"/s/oak/sites/{site.id}/go-live", "Year 3 blog")
    assert (names(session, one.authors), one.owner, one.starts_at) == (
        ["first teacher"],
        cast.assistant.id,
        Rung.AUTHOR,
    )


def test_the_planned_end_is_the_owners_to_see_coming_and_the_heads_to_decide(session: Session) -> None:
    cast, site = scene(session)
    assert owed(session, cast, "2027-06-22", Matter.DUE_FOR_DECISION) == []
    (ahead,) = owed(session, cast, "2027-06-23", Matter.DUE_FOR_DECISION)
    assert (ahead.period, ahead.since, ahead.by) == ("ahead 2027-07-23", dt.date(2027, 6, 23), END)
    assert (ahead.authors, ahead.owner, ahead.starts_at) == ((), cast.assistant.id, Rung.RESOURCING_OWNER)
    assert [one.period for one in owed(session, cast, "2027-07-22", Matter.DUE_FOR_DECISION)] == ["ahead 2027-07-23"]
    for day in ("2027-07-23", "2027-09-06"):
        (due,) = owed(session, cast, day, Matter.DUE_FOR_DECISION)
        assert (due.period, due.since, due.by, due.starts_at) == ("2027-07-23", END, END, Rung.HEAD)
        assert due.path == f"/s/oak/sites/{site.id}"


def test_a_measure_is_evaluated_by_who_proposed_it_until_somebody_has(session: Session) -> None:
    cast, site = scene(session)
    assert owed(session, cast, "2027-02-23", Matter.EVALUATION) == []
    for day in ("2027-02-24", "2027-03-26", "2027-05-04"):
        (one,) = owed(session, cast, day, Matter.EVALUATION)
        assert (one.period, one.since, one.by, one.count) == ("2027-03-26", dt.date(2027, 2, 24), REVIEW, 1)
        assert (names(session, one.authors), one.path) == (["first teacher"], f"/s/oak/sites/{site.id}/evaluate")
    session.refresh(site)
    done = Evaluation(
        school_id=cast.school.id,
        site_id=site.id,
        version_id=site.current_version_id or 0,
        measure=1,
        met=True,
        evidence="All of them wrote.",
        outcome="continue",
        evaluated_by=cast.teacher.id,
        evaluated_at=NOW,
    )
    add(session, done)
    assert owed(session, cast, "2027-05-04", Matter.EVALUATION) == []


def test_a_closing_site_owes_its_steps_until_the_last_is_signed(session: Session) -> None:
    cast, site = scene(session)
    assert owed(session, cast, "2026-11-18", Matter.EXIT_STEPS) == []
    session.refresh(site)
    form = {"site_id": site.id, "seen": site.revision}
    start_closing(session, cast.actor(session, cast.head), NOW, **form, reason="Nobody reads it any more.")
    steps = session.scalars(sa.select(ExitStep).order_by(ExitStep.number)).all()
    (one,) = owed(session, cast, "2026-11-25", Matter.EXIT_STEPS)
    assert (one.count, one.period, one.since) == (len(steps), "2026-11-18", dt.date(2026, 11, 18))
    assert (names(session, one.authors), one.path) == (["first teacher"], f"/s/oak/sites/{site.id}/exit")
    for step in steps:
        change(session, step, signed_by=cast.ict.id, signed_at=NOW)
    assert owed(session, cast, "2026-11-25", Matter.EXIT_STEPS) == []
