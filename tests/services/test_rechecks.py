"""The gate asked again of a live site: what turns it amber, until when, and what makes it green (DESIGN 5, A.5)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.access import the_clock
from governance.domain.words import SiteState
from governance.jobs.clock import Daily, DailyAtSchools
from governance.jobs.periodic import PERIODIC
from governance.models import (
    AbsenceSpan,
    Acknowledgement,
    Appointment,
    AuditRow,
    Evidence,
    Notice,
    PolicyText,
    School,
    Site,
)
from governance.services.absences import cancel_absence, record_absence
from governance.services.gate import checks_of
from governance.services.rechecks import recheck_site, recheck_sites
from governance.services.sites import suspend_site
from tests.factories import NOW, make_school, start_writing
from tests.services.cast import Cast, live_site, make_cast, see_what_the_gate_asks
from tests.services.left_behind import Left, leaving
from tests.services.sent import sent

TEN_SCHOOL_DAYS_ON = dt.date(2026, 12, 2)
"""Ten school days after Wednesday 18 November 2026."""


def recheck(session: Session, cast: Cast, site: Site, now: dt.datetime = NOW) -> Left:
    with leaving(session) as left:
        recheck_site(session, the_clock(cast.school.id), now, site.id)
    session.refresh(site)
    session.expunge(site)
    session.rollback()
    session.add(site)
    return left


def scene(session: Session) -> tuple[Cast, Site]:
    cast = make_cast(session)
    return cast, live_site(session, cast)


def forget(session: Session, kind: str) -> None:
    start_writing(session)
    session.execute(sa.delete(Evidence).where(Evidence.kind == kind))
    session.commit()


def end_duties(session: Session, person: int, on: dt.date, **duty: Any) -> None:
    start_writing(session)
    for row in session.scalars(sa.select(Appointment).filter_by(person_id=person, **duty)):
        row.starts_on, row.ends_on = min(row.starts_on, on), on
    session.commit()


def test_a_site_that_keeps_every_check_is_left_alone(session: Session) -> None:
    cast, site = scene(session)
    left = recheck(session, cast, site)
    assert (left.rows, left.acts, left.told) == ({}, [], [])


def test_what_stops_holding_turns_it_amber_once_and_green_again(session: Session) -> None:
    cast, site = scene(session)
    forget(session, "logo")
    left = recheck(session, cast, site)
    assert (left.rows, left.acts) == ({}, ["site.turned_amber"])
    assert {kind for kind, _ in left.told} == {"site_amber"}
    assert {name for _, name in left.told} == {"first teacher", "assistant head", "ict_lead", "head"}
    # The page that says what is missing, and where it is put right.
    links = set(session.scalars(sa.select(Notice.link).where(Notice.kind == "site_amber")))
    assert links == {f"/s/oak/sites/{site.id}/go-live"}
    assert (site.state, site.amber_since, site.amber_until) == (
        SiteState.LIVE,
        dt.date(2026, 11, 18),
        TEN_SCHOOL_DAYS_ON,
    )
    assert site.amber_why == ["logo"]
    # The next day nothing is new.
    assert recheck(session, cast, site, NOW + dt.timedelta(days=1)).acts == []
    # Something else stops holding: the date stays, and nobody is told twice.
    forget(session, "comments_held")
    left = recheck(session, cast, site, NOW + dt.timedelta(days=2))
    assert (left.acts, left.told) == (["site.turned_amber"], [])
    assert (site.amber_why, site.amber_until) == (["comments_held", "logo"], TEN_SCHOOL_DAYS_ON)
    see_what_the_gate_asks(session, cast, site)
    left = recheck(session, cast, site, NOW + dt.timedelta(days=3))
    assert (left.acts, left.told) == (["site.turned_green"], [])
    assert (site.amber_since, site.amber_until, site.amber_why) == (None, None, [])


def test_where_all_that_was_missing_holds_again_something_else_has_a_date_of_its_own(session: Session) -> None:
    cast, site = scene(session)
    forget(session, "logo")
    recheck(session, cast, site)
    start_writing(session)
    session.refresh(site)
    site.extended_at = NOW
    session.commit()
    see_what_the_gate_asks(session, cast, site)
    forget(session, "comments_held")
    left = recheck(session, cast, site, NOW + dt.timedelta(days=1))
    assert left.acts == ["site.turned_amber"]
    assert {kind for kind, _ in left.told} == {"site_amber"}
    assert (site.amber_why, site.amber_since, site.amber_until) == (
        ["comments_held"],
        dt.date(2026, 11, 19),
        dt.date(2026, 12, 3),
    )
    assert site.extended_at is None


def test_a_planned_end_that_has_come_turns_nothing_amber(session: Session) -> None:
    cast, site = scene(session)
    start_writing(session)
    session.refresh(site)
    site.planned_end = dt.date(2026, 11, 17)
    session.commit()
    assert recheck(session, cast, site).acts == []


def test_the_act_carries_the_date_and_the_checks(session: Session) -> None:
    cast, site = scene(session)
    forget(session, "logo")
    recheck(session, cast, site)
    row = session.scalars(sa.select(AuditRow).order_by(AuditRow.id.desc()).limit(1)).one()
    assert row.details == {"until": "2026-12-02", "checks": ["logo"]}
    assert (row.actor_id, row.site_id) == (None, site.id)


def test_the_day_after_the_second_person_left_the_site_says_so(session: Session) -> None:
    cast, site = scene(session)
    end_duties(session, cast.second.id, dt.date(2026, 11, 18))
    assert recheck(session, cast, site).acts == []
    left = recheck(session, cast, site, NOW + dt.timedelta(days=1))
    assert (left.acts, site.amber_why) == (["site.turned_amber"], ["people"])


def test_a_new_policy_to_read_is_no_lost_appointment(session: Session) -> None:
    cast, site = scene(session)
    start_writing(session)
    session.add(
        PolicyText(
            school_id=cast.school.id, number=2, title="Policy", text="New.", published_at=NOW, published_by=cast.head.id
        )
    )
    session.commit()
    assert recheck(session, cast, site).acts == []
    # Wednesday to Tuesday are five school days without anybody who has read it.
    monday, tuesday = (dt.datetime(2026, 11, day, 8, tzinfo=dt.UTC) for day in (23, 24))
    assert recheck(session, cast, site, monday).acts == []
    left = recheck(session, cast, site, tuesday)
    assert (left.acts, site.amber_why) == (["site.turned_amber"], ["cover"])
    start_writing(session)
    policy = session.scalars(sa.select(PolicyText).filter_by(number=2)).one()
    session.add(
        Acknowledgement(
            school_id=cast.school.id,
            policy_text_id=policy.id,
            person_id=cast.second.id,
            name="second teacher",
            job_title="Teacher",
            acknowledged_on=dt.date(2026, 11, 24),
            at=NOW,
        )
    )
    session.commit()
    assert recheck(session, cast, site, tuesday).acts == ["site.turned_green"]


def both_away(session: Session, cast: Cast, first: dt.date, last: dt.date) -> None:
    for person in (cast.teacher, cast.second):
        actor = cast.actor(session, person)
        record_absence(session, actor, NOW, person_id=person.id, starts_on=first, ends_on=last)


def day(number: int) -> dt.datetime:
    return dt.datetime(2026, 11, number, 8, tzinfo=dt.UTC)


def test_one_day_of_flu_turns_nothing_amber(session: Session) -> None:
    cast, site = scene(session)
    both_away(session, cast, dt.date(2026, 11, 19), dt.date(2026, 11, 19))
    for number in (19, 20, 23, 24, 25):
        assert recheck(session, cast, site, day(number)).acts == []


def test_five_uncovered_school_days_in_a_row_do_and_the_first_covered_one_ends_it(session: Session) -> None:
    cast, site = scene(session)
    both_away(session, cast, dt.date(2026, 11, 19), dt.date(2026, 11, 25))
    # Thursday, Friday, Monday and Tuesday are four; the weekend counts for nothing.
    for number in (19, 20, 21, 22, 23, 24):
        assert recheck(session, cast, site, day(number)).acts == []
    left = recheck(session, cast, site, day(25))
    assert (left.acts, site.amber_why) == (["site.turned_amber"], ["cover"])
    assert recheck(session, cast, site, day(26)).acts == ["site.turned_green"]


def test_a_long_absence_that_lies_ahead_turns_nothing_amber_today(session: Session) -> None:
    cast, site = scene(session)
    both_away(session, cast, dt.date(2026, 11, 19), dt.date(2026, 12, 18))
    school = session.get_one(School, cast.school.id)
    checks = checks_of(session, school, session.get_one(Site, site.id), dt.date(2026, 11, 18))
    bare = [check.found for check in checks if check.holds is False]
    session.rollback()
    assert bare == [
        "Not enough moderators on Thursday 19 November 2026, Friday 20 November 2026, Monday 23 November 2026 "
        "and Tuesday 24 November 2026."
    ]
    assert recheck(session, cast, site).acts == []


def test_an_absence_takes_nobody_off_the_approved_people(session: Session) -> None:
    cast, site = scene(session)
    both_away(session, cast, dt.date(2026, 11, 18), dt.date(2026, 12, 18))
    recheck(session, cast, site, day(24))
    assert site.amber_why == ["cover"]


def test_one_of_two_away_for_weeks_leaves_the_site_covered(session: Session) -> None:
    cast, site = scene(session)
    actor = cast.actor(session, cast.second)
    until = dt.date(2026, 12, 18)
    record_absence(session, actor, NOW, person_id=cast.second.id, starts_on=dt.date(2026, 11, 18), ends_on=until)
    for number in (18, 24, 30):
        assert recheck(session, cast, site, day(number)).acts == []


def test_an_absence_entered_afterwards_counts_and_one_called_off_does_not(session: Session) -> None:
    cast, site = scene(session)
    both_away(session, cast, dt.date(2026, 11, 18), dt.date(2026, 11, 24))
    assert recheck(session, cast, site, day(24)).acts == ["site.turned_amber"]
    number = session.scalars(sa.select(AbsenceSpan.id).filter_by(person_id=cast.second.id)).one()
    session.rollback()
    cancel_absence(session, cast.actor(session, cast.second), day(24), absence_id=number, seen=1)
    assert recheck(session, cast, site, day(24)).acts == ["site.turned_green"]


def test_a_paused_site_is_not_asked(session: Session) -> None:
    cast, site = scene(session)
    forget(session, "logo")
    session.refresh(site)
    form = {"site_id": site.id, "seen": site.revision}
    suspend_site(session, cast.actor(session, cast.head), NOW, **form, reason="The class is on a journey.")
    assert recheck(session, cast, site).acts == []


def test_every_live_site_of_the_school_is_asked_and_no_other_schools(session: Session) -> None:
    cast, site = scene(session)
    forget(session, "logo")
    elm = make_school(session, "elm", name="Elm Primary")
    with leaving(session) as left:
        recheck_sites(session, the_clock(elm.id), NOW)
    assert left.acts == []
    with leaving(session) as left:
        recheck_sites(session, the_clock(cast.school.id), NOW)
    assert left.acts == ["site.turned_amber"]
    session.refresh(site)
    assert site.amber_why == ["logo"]


def test_asked_together_the_sites_of_a_school_answer_what_each_answers_by_itself(session: Session) -> None:
    cast, keeps = scene(session)
    was_amber, loses, loses_more = (live_site(session, cast, name=name).id for name in ("b", "c", "d"))
    recheck_site(session, the_clock(cast.school.id), NOW, keeps.id)
    start_writing(session)
    amber = {"amber_since": TEN_SCHOOL_DAYS_ON, "amber_until": TEN_SCHOOL_DAYS_ON, "amber_why": ["logo"]}
    session.execute(sa.update(Site).where(Site.id.in_([was_amber, loses_more])).values(amber))
    session.execute(sa.delete(Evidence).where(Evidence.kind == "logo", Evidence.site_id.in_([loses, loses_more])))
    session.execute(sa.delete(Evidence).where(Evidence.kind == "comments_held", Evidence.site_id == loses_more))
    session.commit()
    clock, ids = the_clock(cast.school.id), (keeps.id, was_amber, loses, loses_more)
    with leaving(session) as left:
        recheck_sites(session, clock, NOW)
    assert sorted(left.acts) == ["site.turned_amber", "site.turned_amber", "site.turned_green"]
    rows = session.execute(sa.select(Site.amber_why).where(Site.id.in_(ids)).order_by(Site.id))
    assert [row.amber_why for row in rows] == [[], [], ["logo"], ["comments_held", "logo"]]
    session.rollback()
    with leaving(session) as left:
        for site_id in ids:
            recheck_site(session, clock, NOW, site_id)
    assert left.acts == []
    # Where nothing is new, nothing is locked or written.
    with sent(session) as statements:
        recheck_sites(session, clock, NOW)
    assert {statement.split()[0] for statement in statements} == {"SELECT"}
    # However many sites there are: thirteen reads of the school, and the list of those that are taken one by one.
    assert len(statements) == 14


def test_the_worker_rechecks_after_the_leavers_have_gone() -> None:
    times = {task.name: task.after for task in PERIODIC if isinstance(task, Daily | DailyAtSchools)}
    assert times["recheck_sites"] == dt.time(0, 20)
    assert times["end_access_of_leavers"] < times["recheck_sites"]
