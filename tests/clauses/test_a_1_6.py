"""A.1.6: how long a site lasts is planned, it is never neglected, and its end is signed step by step."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import RecordAt, Standing
from governance.models import ExitStep, LiveSpell, Site
from governance.services.closing import close_site, sign_exit_step, start_closing
from tests.clauses.scene import change, draft_of, on, submit
from tests.clauses.standing import found_at, said
from tests.factories import NOW
from tests.services.cast import live_site, make_cast
from tests.services.unchanged import refused


def test_without_an_end_date_it_cannot_be_submitted(session: Session) -> None:
    cast = make_cast(session)
    version = draft_of(session, cast, ends_on=None)
    with refused(session, "ends_on_missing"):
        submit(session, cast, version)


def test_at_its_end_date_it_is_due_for_decision(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    assert said(session, cast.school, "A.1.6") == ["It ends on Friday 23 July 2027, with 2 steps."]
    change(session, Site, {"id": site.id}, planned_end=dt.date(2026, 11, 18))
    (finding,) = found_at(session, cast.school, "A.1.6")
    assert (finding.standing, finding.record) == (Standing.DUE, RecordAt("site", site.id, site.id))
    assert finding.said == ("Its planned end, Wednesday 18 November 2026, has come, and the head has still to decide.")


def test_a_closed_site_has_all_steps_signed(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    session.refresh(site)
    site_id, seen = site.id, site.revision
    head, ict = cast.actor(session, cast.head), cast.actor(session, cast.ict)
    start_closing(session, head, NOW, site_id=site_id, seen=seen, reason="The class moves on.")
    steps = session.scalars(sa.select(ExitStep.id).order_by(ExitStep.number)).all()
    session.refresh(site)
    seen = site.revision
    session.rollback()
    (finding,) = found_at(session, cast.school, "A.1.6")
    assert (finding.standing, finding.record) == (Standing.DUE, RecordAt("site_end", 0, site_id))
    with refused(session, "exit_step_unsigned", "exit_step_unsigned"):
        close_site(session, ict, NOW, site_id=site_id, seen=seen)
    for step_id in steps:
        sign_exit_step(session, ict, NOW, site_id=site_id, step_id=step_id, note="Done today.")
    session.refresh(site)
    seen = site.revision
    session.rollback()
    close_site(session, ict, NOW, site_id=site_id, seen=seen)
    (closed,) = found_at(session, cast.school, "A.1.6")
    assert closed.standing is Standing.KEPT
    assert closed.said == f"It is closed, with all {len(steps)} steps signed."


def test_a_site_that_sleeps_is_neglected(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    change(session, LiveSpell, {"site_id": site.id}, starts_on=dt.date(2026, 9, 7))
    (finding,) = found_at(session, cast.school, "A.1.6", on(dt.date(2026, 11, 18)))
    assert finding.standing is Standing.NOT_KEPT
    assert finding.said == "It is asleep: nobody looks after it any more."
