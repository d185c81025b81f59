"""At the planned end nothing closes by itself: it is said once, and the head decides (A.1.6, A.1.7)."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import the_clock
from governance.domain.words import SiteState
from governance.models import AuditRow, Evaluation, Site
from governance.services.due_decisions import open_due_decision, open_due_decisions
from governance.services.sites import suspend_site
from tests.factories import NOW, start_writing
from tests.services.cast import Cast, live_site, make_cast
from tests.services.left_behind import Left, leaving
from tests.services.owed.scene import add, change, on_day
from tests.services.unchanged import unchanged


def scene(session: Session) -> tuple[Cast, Site]:
    """A live site with a measure to look at on 26 March 2027 and a planned end on 23 July 2027."""
    cast = make_cast(session)
    return cast, live_site(session, cast)


def clock(session: Session, cast: Cast, day: str) -> Left:
    with leaving(session) as left:
        open_due_decisions(session, the_clock(cast.school.id), on_day(day))
    return left


def events(session: Session) -> list[tuple[str, str]]:
    """Why and since when, of every event."""
    rows = session.scalars(
        sa.select(AuditRow.details).where(AuditRow.code == "site.due_for_decision").order_by(AuditRow.id)
    ).all()
    session.rollback()
    return [(details["because"], details["due_on"]) for details in rows]


def evaluate(session: Session, cast: Cast, site: Site) -> None:
    session.refresh(site)
    row = Evaluation(
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
    add(session, row)


def test_before_the_day_nothing_is_said(session: Session) -> None:
    cast, _ = scene(session)
    with unchanged(session):
        open_due_decisions(session, the_clock(cast.school.id), on_day("2027-03-25"))


def test_each_day_that_comes_is_said_once_to_the_head_and_the_owner(session: Session) -> None:
    cast, site = scene(session)
    left = clock(session, cast, "2027-03-26")
    assert (left.rows, left.acts) == ({}, ["site.due_for_decision"])
    assert left.told == [("site_to_evaluate", "assistant head"), ("site_to_evaluate", "head")]
    assert clock(session, cast, "2027-03-27").acts == []
    assert clock(session, cast, "2027-07-22").acts == []
    left = clock(session, cast, "2027-07-23")
    assert left.told == [("site_end_has_come", "assistant head"), ("site_end_has_come", "head")]
    for day in ("2027-07-23", "2027-07-24", "2027-09-06"):
        assert clock(session, cast, day).acts == []
    assert events(session) == [("evaluation", "2027-03-26"), ("planned_end", "2027-07-23")]
    session.refresh(site)
    assert site.state is SiteState.LIVE


def test_a_worker_that_comes_second_to_the_same_site_changes_nothing(session: Session) -> None:
    cast, site = scene(session)
    site_id = site.id
    clock(session, cast, "2027-07-23")
    with unchanged(session):
        open_due_decision(session, the_clock(cast.school.id), on_day("2027-07-23"), site_id)


def test_what_nobody_did_for_weeks_is_said_with_its_own_days(session: Session) -> None:
    cast, _ = scene(session)
    assert clock(session, cast, "2027-09-06").acts == ["site.due_for_decision", "site.due_for_decision"]
    assert events(session) == [("evaluation", "2027-03-26"), ("planned_end", "2027-07-23")]


def test_what_was_evaluated_in_time_is_not_due(session: Session) -> None:
    cast, site = scene(session)
    evaluate(session, cast, site)
    assert clock(session, cast, "2027-03-26").acts == []


def test_a_new_end_is_said_anew_when_it_comes(session: Session) -> None:
    cast, site = scene(session)
    evaluate(session, cast, site)
    clock(session, cast, "2027-07-23")
    change(session, site, planned_end=dt.date(2027, 12, 17))
    assert clock(session, cast, "2027-07-24").acts == []
    assert clock(session, cast, "2027-12-17").acts == ["site.due_for_decision"]
    assert events(session) == [("planned_end", "2027-07-23"), ("planned_end", "2027-12-17")]


def test_a_paused_site_waits_until_it_is_live_again(session: Session) -> None:
    cast, site = scene(session)
    session.refresh(site)
    form = {"site_id": site.id, "seen": site.revision, "reason": "The class is on a journey."}
    suspend_site(session, cast.actor(session, cast.head), NOW, **form)
    assert clock(session, cast, "2027-07-23").acts == []


def test_another_schools_clock_says_nothing_here(session: Session) -> None:
    scene(session)
    elm = make_cast(session, "elm")
    assert clock(session, elm, "2027-07-23").acts == []
    start_writing(session)
