"""The clock suspends what did not hold again by its date, the day after it and with that reason (DESIGN 5; A.5)."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import the_clock
from governance.domain.words import SiteState
from governance.jobs.clock import DailyAtSchools
from governance.jobs.periodic import PERIODIC
from governance.models import Appointment, AuditRow, AuditText, Evidence, LiveSpell, Site
from governance.services.rechecks import recheck_sites
from governance.services.sites import extend_site, resume_site, suspend_site
from governance.services.suspensions import suspend_lapsed_sites
from tests.factories import start_writing
from tests.services.cast import Cast, live_site, make_cast, see_what_the_gate_asks
from tests.services.left_behind import Left, leaving
from tests.services.owed.scene import on_day
from tests.services.unchanged import refused, unchanged


def amber_scene(session: Session) -> tuple[Cast, Site]:
    """A live site whose logo was forgotten on Wednesday 18 November: it must hold again by Wednesday 2 December."""
    cast = make_cast(session)
    site = live_site(session, cast)
    forget(session, "logo")
    recheck_sites(session, the_clock(cast.school.id), on_day("2026-11-18"))
    session.refresh(site)
    assert site.amber_until == dt.date(2026, 12, 2)
    session.rollback()
    return cast, site


def forget(session: Session, kind: str) -> None:
    start_writing(session)
    session.execute(sa.delete(Evidence).where(Evidence.kind == kind))
    session.commit()


def clock(session: Session, cast: Cast, day: str) -> Left:
    """The night's suspensions of a day, without the recheck before them."""
    with leaving(session) as left:
        suspend_lapsed_sites(session, the_clock(cast.school.id), on_day(day))
    return left


def reason(session: Session) -> str:
    found = session.scalars(
        sa.select(AuditText.text)
        .join(AuditRow, AuditRow.id == AuditText.row_id)
        .where(AuditRow.code == "site.suspended", AuditText.key == "reason")
    ).one()
    session.rollback()
    return found


@pytest.mark.parametrize("day", ["2026-11-19", "2026-12-02"])
def test_up_to_its_last_day_a_site_is_left_alone(session: Session, day: str) -> None:
    cast, _ = amber_scene(session)
    with unchanged(session):
        suspend_lapsed_sites(session, the_clock(cast.school.id), on_day(day))


def test_the_day_after_it_is_suspended_once_with_that_reason(session: Session) -> None:
    cast, site = amber_scene(session)
    left = clock(session, cast, "2026-12-03")
    assert left.acts == ["commenting.left_to_people", "site.suspended"]
    assert left.rows == {"commenting_on_hosts": 1}
    assert [name for kind, name in left.told if kind == "site_suspended_by_clock"] == [
        "assistant head",
        "first teacher",
        "head",
        "ict_lead",
    ]
    assert reason(session) == (
        "The last day to put it right was Wednesday 2 December 2026, and "
        "“The school’s logo is on the site and links to the school” does not hold."
    )
    session.refresh(site)
    assert (site.state, site.suspended_at, site.amber_why) == (SiteState.SUSPENDED, on_day("2026-12-03"), ["logo"])
    assert session.scalars(sa.select(LiveSpell.ends_on)).one() == dt.date(2026, 12, 3)
    row = session.scalars(sa.select(AuditRow).where(AuditRow.code == "site.suspended")).one()
    assert (row.actor_id, row.actor_name, row.from_state, row.to_state) == (None, "The product", "live", "suspended")
    session.rollback()
    # The next night, and a worker that comes second, find nothing to do.
    assert clock(session, cast, "2026-12-03").acts == []
    assert clock(session, cast, "2026-12-04").acts == []


def test_several_checks_are_named_each(session: Session) -> None:
    cast, _ = amber_scene(session)
    forget(session, "privacy_settings")
    start_writing(session)
    for row in session.scalars(sa.select(Appointment).filter_by(person_id=cast.second.id)):
        row.ends_on = dt.date(2026, 11, 27)
    session.commit()
    clock(session, cast, "2026-12-03")
    assert reason(session) == (
        "The last day to put it right was Wednesday 2 December 2026, and "
        "“Enough approved people run the site”, “The strongest privacy settings are on” and "
        "“The school’s logo is on the site and links to the school” do not hold."
    )


def test_what_holds_again_that_morning_turns_green_and_is_not_suspended(session: Session) -> None:
    cast, site = amber_scene(session)
    see_what_the_gate_asks(session, cast, site)
    left = clock(session, cast, "2026-12-03")
    assert (left.acts, left.told) == (["site.turned_green"], [])
    session.refresh(site)
    assert (site.state, site.amber_until, site.amber_why) == (SiteState.LIVE, None, [])


def test_the_heads_later_date_counts_and_there_is_no_second_one(session: Session) -> None:
    cast, site = amber_scene(session)
    head = cast.actor(session, cast.head)
    session.refresh(site)
    form = {"site_id": site.id, "seen": site.revision, "reason": "The new logo comes after the holidays."}
    extend_site(session, head, on_day("2026-12-01"), **form)
    session.refresh(site)
    # Ten school days more, over the end of the week.
    assert site.amber_until == dt.date(2026, 12, 16)
    form["seen"], form["reason"] = site.revision, "It is still not there."
    with refused(session, "extended_already"):
        extend_site(session, head, on_day("2026-12-10"), **form)
    for day in ("2026-12-03", "2026-12-16"):
        assert clock(session, cast, day).acts == []
    assert clock(session, cast, "2026-12-17").acts == ["commenting.left_to_people", "site.suspended"]
    assert "Wednesday 16 December 2026" in reason(session)


def test_a_site_that_a_person_paused_meanwhile_keeps_that_reason(session: Session) -> None:
    cast, site = amber_scene(session)
    session.refresh(site)
    form = {"site_id": site.id, "seen": site.revision, "reason": "The class is on a journey."}
    suspend_site(session, cast.actor(session, cast.dsl), on_day("2026-11-25"), **form)
    assert clock(session, cast, "2026-12-03").acts == []
    assert reason(session) == "The class is on a journey."


def test_another_schools_clock_suspends_nothing_here(session: Session) -> None:
    amber_scene(session)
    elm = make_cast(session, "elm")
    assert clock(session, elm, "2026-12-03").acts == []


def test_once_it_holds_the_ict_lead_lets_it_go_on_without_a_date(session: Session) -> None:
    cast, site = amber_scene(session)
    clock(session, cast, "2026-12-03")
    see_what_the_gate_asks(session, cast, site)
    session.refresh(site)
    form = {"site_id": site.id, "seen": site.revision}
    resume_site(session, cast.actor(session, cast.ict), on_day("2026-12-04"), **form)
    session.refresh(site)
    assert (site.state, site.amber_until, site.amber_why) == (SiteState.LIVE, None, [])


def test_the_worker_suspends_after_it_has_asked_again() -> None:
    names = [task.name for task in PERIODIC]
    assert names.index("recheck_sites") < names.index("suspend_lapsed_sites") < names.index("see_to_paused_sites")
    times = {task.name: task.after for task in PERIODIC if isinstance(task, DailyAtSchools)}
    assert times["recheck_sites"] < times["suspend_lapsed_sites"]
