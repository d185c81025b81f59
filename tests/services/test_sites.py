"""The running life of a site: what each use case changes, records and tells, and what each refusal leaves alone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.words import Role, SiteState, VersionState
from governance.models import AuditRow, ProposalVersion, Site
from governance.services.closing import start_closing
from governance.services.refused import NotHere, Stale
from governance.services.sites import continue_site, extend_site, launch_site, resume_site, suspend_site
from tests.factories import NOW, make_person, make_school, make_site, start_writing
from tests.services.cast import (
    Cast,
    approve,
    live_site,
    make_cast,
    ready_to_decide,
    see_what_the_gate_asks,
    submitted_site,
)
from tests.services.left_behind import leaving
from tests.services.unchanged import refused

WHY = "The class is on a journey."


def approved(session: Session, cast: Cast) -> Site:
    site, version = submitted_site(session, cast)
    ready_to_decide(session, cast, version)
    approve(session, cast, version)
    session.refresh(site)
    return site


def seen(session: Session, site: Site) -> dict[str, Any]:
    session.refresh(site)
    found = {"site_id": site.id, "seen": site.revision}
    session.rollback()
    return found


def change(session: Session, site: Site, **columns: Any) -> None:
    start_writing(session)
    session.refresh(site)
    for name, value in columns.items():
        setattr(site, name, value)
    session.commit()


def approve_new_end(session: Session, cast: Cast, site: Site, ends_on: str) -> None:
    """A newer version with another end is approved and in force, as rows."""
    start_writing(session)
    session.refresh(site)
    old = session.get_one(ProposalVersion, site.current_version_id)
    old.state = VersionState.SUPERSEDED
    session.flush()
    new = ProposalVersion(
        school_id=site.school_id,
        site_id=site.id,
        number=2,
        state=VersionState.APPROVED,
        proposer_id=cast.teacher.id,
        answers={**old.answers, "ends_on": ends_on},
        started_at=NOW,
        submitted_at=NOW,
        content_hash="2" * 64,
    )
    session.add(new)
    session.flush()
    site.current_version_id = new.id
    session.commit()


def states(session: Session) -> tuple[str | None, str | None]:
    """From and to of the last act."""
    row = session.execute(sa.select(AuditRow.from_state, AuditRow.to_state).order_by(AuditRow.id.desc()).limit(1)).one()
    session.rollback()
    return row.from_state, row.to_state


def test_a_launch_puts_the_site_live_and_tells_those_around_it(session: Session) -> None:
    cast = make_cast(session)
    site = approved(session, cast)
    see_what_the_gate_asks(session, cast, site)
    form = seen(session, site)
    with leaving(session) as left:
        launch_site(session, cast.actor(session, cast.ict), NOW, **form)
    assert (left.rows, left.acts) == ({"live_spells": 1}, ["site.launched"])
    assert left.told == [
        ("site_launched", "assistant head"),
        ("site_launched", "first teacher"),
        ("site_launched", "head"),
    ]
    assert states(session) == ("approved", "live")
    session.refresh(site)
    assert (site.state, site.launched_at, site.planned_end) == (SiteState.LIVE, NOW, dt.date(2027, 7, 23))


def test_a_launch_that_was_done_already_is_a_repeat(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    with leaving(session) as left:
        launch_site(session, cast.actor(session, cast.ict), NOW, site_id=site.id, seen=1)
    assert (left.rows, left.acts, left.told) == ({}, [], [])


def test_nothing_goes_live_before_every_check_holds(session: Session) -> None:
    cast = make_cast(session)
    site = approved(session, cast)
    form, ict = seen(session, site), cast.actor(session, cast.ict)
    missing = ("gate_rules_published", "gate_comments_held", "gate_privacy_settings", "gate_logo")
    with refused(session, *missing):
        launch_site(session, ict, NOW, **form)


def test_only_the_ict_lead_launches(session: Session) -> None:
    cast = make_cast(session)
    site = approved(session, cast)
    see_what_the_gate_asks(session, cast, site)
    form = seen(session, site)
    for person in (cast.head, cast.teacher, cast.dsl, cast.chair):
        actor = cast.actor(session, person)
        with refused(session, "not_yours_to_do"):
            launch_site(session, actor, NOW, **form)


def test_nothing_that_was_never_approved_is_launched(session: Session) -> None:
    cast = make_cast(session)
    site = make_site(session, cast.school, cast.teacher, state=SiteState.FOUND, version=None)
    form, ict = seen(session, site), cast.actor(session, cast.ict)
    with pytest.raises(Exception, match="no_approved_version"):
        launch_site(session, ict, NOW, **form)
    session.refresh(site)
    assert site.state is SiteState.FOUND


def test_the_dsl_suspends_with_a_reason(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    form, actor = seen(session, site), cast.actor(session, cast.dsl)
    with leaving(session) as left:
        suspend_site(session, actor, NOW, **form, reason=WHY)
    assert left.rows == {"commenting_on_hosts": 1}
    assert left.acts == ["commenting.left_to_people", "site.suspended"]
    assert {kind for kind, _ in left.told} == {"site_suspended", "commenting_to_close"}
    assert states(session) == ("live", "suspended")
    session.refresh(site)
    assert (site.state, site.suspended_at) == (SiteState.SUSPENDED, NOW)
    # The same once more, as a second press of the button sends it.
    with leaving(session) as left:
        suspend_site(session, actor, NOW, **form, reason=WHY)
    assert left.acts == []


def test_a_suspension_is_refused(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    form = seen(session, site)
    for person, reason, code in (
        (cast.teacher, WHY, "not_yours_to_do"),
        (cast.assistant, WHY, "not_yours_to_do"),
        (cast.head, "", "reason_blank"),
        (cast.head, "Because", "reason_one_word"),
    ):
        actor = cast.actor(session, person)
        with refused(session, code):
            suspend_site(session, actor, NOW, **form, reason=reason)


def test_a_stale_suspension_names_what_happened_meanwhile(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    form, head = seen(session, site), cast.actor(session, cast.head)
    start_closing(session, cast.actor(session, cast.ict), NOW, **form, reason="Nobody reads it any more.")
    with pytest.raises(Stale) as found:
        suspend_site(session, head, NOW, **form, reason=WHY)
    assert "ict_lead started closing Year 3 blog: Nobody reads it any more." in found.value.refusals[0].sentence


def test_a_suspended_site_resumes_through_the_gate_and_loses_its_amber(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    head = cast.actor(session, cast.head)
    suspend_site(session, head, NOW, **seen(session, site), reason=WHY)
    change(session, site, amber_since=dt.date(2026, 11, 1), amber_until=dt.date(2026, 11, 20), amber_why=["logo"])
    form = seen(session, site)
    with leaving(session) as left:
        resume_site(session, head, NOW, **form)
    assert (left.rows, left.acts) == ({"live_spells": 1}, ["site.resumed"])
    assert {kind for kind, _ in left.told} == {"site_resumed"}
    session.refresh(site)
    assert (site.state, site.suspended_at, site.amber_until, site.amber_why) == (SiteState.LIVE, None, None, [])
    session.rollback()
    with leaving(session) as left:
        resume_site(session, head, NOW, **form)
    assert left.acts == []


def test_a_site_resumes_only_when_its_checks_hold_again(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    suspend_site(session, cast.actor(session, cast.head), NOW, **seen(session, site), reason=WHY)
    later = NOW + dt.timedelta(days=400)
    form, ict = seen(session, site), cast.actor(session, cast.ict)
    with refused(
        session,
        "gate_cover",
        "gate_rules_published",
        "gate_comments_held",
        "gate_privacy_settings",
        "gate_logo",
        "gate_exit_plan",
    ):
        resume_site(session, ict, later, **form)


def test_the_head_gives_more_time_once(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    change(session, site, amber_since=dt.date(2026, 11, 11), amber_until=dt.date(2026, 11, 25), amber_why=["logo"])
    form, head = seen(session, site), cast.actor(session, cast.head)
    with leaving(session) as left:
        extend_site(session, head, NOW, **form, reason=WHY)
    assert (left.rows, left.acts, left.told) == ({}, ["site.extended"], [])
    session.refresh(site)
    # Ten school days after Wednesday 25 November: the policy's number.
    assert (site.amber_until, site.extended_at) == (dt.date(2026, 12, 9), NOW)
    session.rollback()
    with leaving(session) as left:
        extend_site(session, head, NOW, **form, reason=WHY)
    assert left.acts == []
    form = seen(session, site)
    with refused(session, "extended_already"):
        extend_site(session, head, NOW, **form, reason=WHY)


def test_only_the_head_gives_more_time_and_only_to_an_amber_site(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    form = seen(session, site)
    for person in (cast.ict, cast.teacher, cast.dsl):
        actor = cast.actor(session, person)
        with refused(session, "not_yours_to_do", "no_date_running"):
            extend_site(session, actor, NOW, **form, reason=WHY)


def test_a_site_goes_on_until_the_newly_approved_end(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    change(session, site, planned_end=dt.date(2026, 11, 18))
    approve_new_end(session, cast, site, "2027-12-17")
    form, head = seen(session, site), cast.actor(session, cast.head)
    with leaving(session) as left:
        continue_site(session, head, NOW, **form, reason=WHY)
    assert (left.rows, left.acts, left.told) == ({}, ["site.continued"], [])
    session.refresh(site)
    assert site.planned_end == dt.date(2027, 12, 17)
    session.rollback()
    with leaving(session) as left:
        continue_site(session, head, NOW, **form, reason=WHY)
    assert left.acts == []


def test_a_site_does_not_go_on_before_its_time_nor_on_the_old_text(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    form, head = seen(session, site), cast.actor(session, cast.head)
    with refused(session, "not_due_for_decision", "no_new_end"):
        continue_site(session, head, NOW, **form, reason=WHY)
    # The review of the only measure is due on 26 March 2027.
    in_spring = dt.datetime(2027, 3, 26, 12, tzinfo=dt.UTC)
    with refused(session, "no_new_end"):
        continue_site(session, head, in_spring, **form, reason=WHY)


def test_another_schools_site_is_not_there(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    elm = make_school(session, "elm", name="Elm Primary")
    theirs = Cast(elm, *([make_person(session, elm, Role.HEAD)] * 7))
    head, form = theirs.actor(session, theirs.head), seen(session, site)
    for act in (
        lambda: launch_site(session, head, NOW, **form),
        lambda: suspend_site(session, head, NOW, **form, reason=WHY),
        lambda: resume_site(session, head, NOW, **form),
        lambda: extend_site(session, head, NOW, **form, reason=WHY),
        lambda: continue_site(session, head, NOW, **form, reason=WHY),
    ):
        with pytest.raises(NotHere):
            act()
