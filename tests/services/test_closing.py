"""The end of a site: closing, its steps, cancelling while that is possible, and what a refusal leaves alone (A.1.6)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.words import SiteState
from governance.models import Appointment, ExitStep, IngestKey, ProposalVersion, Site
from governance.services.closing import add_exit_step, cancel_closing, close_site, sign_exit_step, start_closing
from governance.services.decisions import approve_version
from governance.services.ingest_keys import key_of, make_key
from governance.services.refused import NotHere
from governance.services.sites import resume_site, suspend_site
from tests.factories import NOW, make_site
from tests.services.cast import Cast, live_site, make_cast, submitted_again
from tests.services.left_behind import leaving
from tests.services.unchanged import refused

WHY = "The class moves on in July."


def seen(session: Session, site: Site) -> dict[str, Any]:
    session.refresh(site)
    found = {"site_id": site.id, "seen": site.revision}
    session.rollback()
    return found


def steps(session: Session) -> list[tuple[int, str, bool]]:
    """The steps that stand: their number, words, and whether they cannot be taken back."""
    rows = session.scalars(sa.select(ExitStep).where(ExitStep.cancelled_at.is_(None)).order_by(ExitStep.number)).all()
    found = [(step.id, step.text, step.irreversible) for step in rows]
    session.rollback()
    return found


def closing(session: Session) -> tuple[Cast, Site]:
    cast = make_cast(session)
    site = live_site(session, cast)
    start_closing(session, cast.actor(session, cast.assistant), NOW, **seen(session, site), reason=WHY)
    return cast, site


def test_closing_writes_the_steps_of_the_approved_plan(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    form, owner = seen(session, site), cast.actor(session, cast.assistant)
    with leaving(session) as left:
        start_closing(session, owner, NOW, **form, reason=WHY)
    assert (left.rows, left.acts) == ({"exit_steps": 2}, ["site.closing_started"])
    assert left.told == [("site_closing", "first teacher"), ("site_closing", "head"), ("site_closing", "ict_lead")]
    assert [(text, final) for _, text, final in steps(session)] == [
        ("Taken down and deleted.", True),
        ("Taken down and deleted.", False),
    ]
    session.refresh(site)
    assert (site.state, site.closing_from) == (SiteState.CLOSING, SiteState.LIVE)
    session.rollback()
    with leaving(session) as left:
        start_closing(session, owner, NOW, **form, reason=WHY)
    assert (left.rows, left.acts) == ({}, [])


def test_a_found_account_is_closed_by_the_usual_steps(session: Session) -> None:
    cast = make_cast(session)
    site = make_site(session, cast.school, cast.teacher, state=SiteState.FOUND, version=None)
    form, ict = seen(session, site), cast.actor(session, cast.ict)
    with leaving(session) as left:
        start_closing(session, ict, NOW, **form, reason=WHY)
    assert left.rows == {"exit_steps": 7}


def test_closing_is_refused(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    form = seen(session, site)
    for person, reason, code in (
        (cast.teacher, WHY, "not_yours_to_do"),
        (cast.dsl, WHY, "not_yours_to_do"),
        (cast.head, "", "reason_blank"),
    ):
        actor = cast.actor(session, person)
        with refused(session, code):
            start_closing(session, actor, NOW, **form, reason=reason)
    head = cast.actor(session, cast.head)
    with refused(session, "not_in_this_state"):
        cancel_closing(session, head, NOW, **form, reason=WHY)
    ict = cast.actor(session, cast.ict)
    with refused(session, "not_in_this_state", "no_exit_steps"):
        close_site(session, ict, NOW, **form)


def test_a_step_is_signed_once_by_whoever_runs_the_site(session: Session) -> None:
    cast, site = closing(session)
    step_id = steps(session)[1][0]
    moderator = cast.actor(session, cast.second)
    with leaving(session) as left:
        sign_exit_step(session, moderator, NOW, site_id=site.id, step_id=step_id, note="Saved to the archive.")
    assert (left.rows, left.acts, left.told) == ({}, ["exit_step.signed"], [])
    step = session.get_one(ExitStep, step_id)
    assert (step.signed_by, step.signed_at, step.note) == (cast.second.id, NOW, "Saved to the archive.")
    session.rollback()
    with leaving(session) as left:
        sign_exit_step(session, moderator, NOW, site_id=site.id, step_id=step_id, note="Saved to the archive.")
    assert left.acts == []
    ict = cast.actor(session, cast.ict)
    with refused(session, "signed_already"):
        sign_exit_step(session, ict, NOW, site_id=site.id, step_id=step_id, note="Saved to the archive.")


def test_signing_is_refused(session: Session) -> None:
    cast, site = closing(session)
    step_id = steps(session)[0][0]
    for person, note, code in (
        (cast.dsl, "Done by me today.", "not_yours_to_do"),
        (cast.chair, "Done by me today.", "not_yours_to_do"),
        (cast.head, "", "reason_blank"),
        (cast.head, "Done", "reason_one_word"),
    ):
        actor = cast.actor(session, person)
        with refused(session, code):
            sign_exit_step(session, actor, NOW, site_id=site.id, step_id=step_id, note=note)
    head = cast.actor(session, cast.head)
    other = make_site(session, cast.school, cast.teacher, name="Chess club")
    with pytest.raises(NotHere):
        sign_exit_step(session, head, NOW, site_id=other.id, step_id=step_id, note="Done by me today.")


def test_a_step_is_added_once(session: Session) -> None:
    cast, site = closing(session)
    proposer = cast.actor(session, cast.teacher)
    asked = {"site_id": site.id, "text": "Tell the parents’ group.", "irreversible": False}
    with leaving(session) as left:
        add_exit_step(session, proposer, NOW, **asked)
    assert (left.rows, left.acts) == ({"exit_steps": 1}, ["exit_step.added"])
    assert steps(session)[-1][1:] == ("Tell the parents’ group.", False)
    with leaving(session) as left:
        add_exit_step(session, proposer, NOW, **asked)
    assert (left.rows, left.acts) == ({}, [])
    moderator = cast.actor(session, cast.second)
    with refused(session, "not_yours_to_do"):
        add_exit_step(session, moderator, NOW, **{**asked, "text": "Something else again."})


def test_the_head_cancels_a_closing_and_the_site_is_what_it_was(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    head = cast.actor(session, cast.head)
    suspend_site(session, head, NOW, **seen(session, site), reason=WHY)
    start_closing(session, head, NOW, **seen(session, site), reason=WHY)
    form = seen(session, site)
    with leaving(session) as left:
        cancel_closing(session, head, NOW, **form, reason="A new teacher takes it.")
    assert (left.rows, left.acts) == ({}, ["site.closing_cancelled"])
    session.refresh(site)
    assert (site.state, site.closing_from, site.suspended_at) == (SiteState.SUSPENDED, None, NOW)
    assert steps(session) == []
    with leaving(session) as left:
        cancel_closing(session, head, NOW, **form, reason="A new teacher takes it.")
    assert left.acts == []
    # The next closing has its own steps, numbered on.
    start_closing(session, head, NOW, **seen(session, site), reason=WHY)
    numbers = session.scalars(
        sa.select(ExitStep.number).where(ExitStep.cancelled_at.is_(None)).order_by(ExitStep.number)
    ).all()
    assert numbers == [3, 4]


def test_a_suspended_site_whose_end_has_passed_is_freed_by_an_approved_later_end(session: Session) -> None:
    cast = make_cast(session)
    site = live_site(session, cast, ends_on="2026-12-04")
    head, ict = cast.actor(session, cast.head), cast.actor(session, cast.ict)
    suspend_site(session, head, NOW, **seen(session, site), reason=WHY)
    after_its_end = dt.datetime(2026, 12, 7, 12, tzinfo=dt.UTC)
    with refused(session, "gate_exit_plan"):
        resume_site(session, ict, after_its_end, **seen(session, site))
    running = session.get_one(ProposalVersion, site.current_version_id)
    version = submitted_again(session, running, ends_on="2027-07-23")
    version_id, form = version.id, version.revision
    session.rollback()
    approve_version(session, head, after_its_end, version_id=version_id, seen=form, reason=WHY)
    session.refresh(site)
    assert (site.state, site.planned_end) == (SiteState.SUSPENDED, dt.date(2027, 7, 23))
    resume_site(session, ict, after_its_end, **seen(session, site))
    session.refresh(site)
    assert (site.state, site.planned_end) == (SiteState.LIVE, dt.date(2027, 7, 23))


def test_a_later_end_that_was_approved_before_the_pause_frees_the_site_when_its_old_end_has_passed(
    session: Session,
) -> None:
    cast = make_cast(session)
    site = live_site(session, cast, ends_on="2026-12-04")
    head, ict = cast.actor(session, cast.head), cast.actor(session, cast.ict)
    version = submitted_again(session, session.get_one(ProposalVersion, site.current_version_id), ends_on="2027-07-23")
    version_id, form = version.id, version.revision
    session.rollback()
    approve_version(session, head, NOW, version_id=version_id, seen=form, reason=WHY)
    suspend_site(session, head, NOW, **seen(session, site), reason=WHY)
    session.refresh(site)
    assert site.planned_end == dt.date(2026, 12, 4)
    resume_site(session, ict, dt.datetime(2026, 12, 7, 12, tzinfo=dt.UTC), **seen(session, site))
    session.refresh(site)
    assert (site.state, site.planned_end) == (SiteState.LIVE, dt.date(2027, 7, 23))


@pytest.mark.parametrize(
    ("is_suspended", "day"),
    [
        pytest.param(True, dt.date(2026, 12, 4), id="a later end waits while a suspended site's end has not passed"),
        pytest.param(False, dt.date(2026, 12, 7), id="a later end of a live site waits after its end too"),
    ],
)
def test_a_later_end_waits(session: Session, is_suspended: bool, day: dt.date) -> None:
    cast = make_cast(session)
    site = live_site(session, cast, ends_on="2026-12-04")
    head = cast.actor(session, cast.head)
    if is_suspended:
        suspend_site(session, head, NOW, **seen(session, site), reason=WHY)
    running = session.get_one(ProposalVersion, site.current_version_id)
    version = submitted_again(session, running, ends_on="2027-07-23")
    version_id, form = version.id, version.revision
    session.rollback()
    at = dt.datetime.combine(day, dt.time(12), dt.UTC)
    approve_version(session, head, at, version_id=version_id, seen=form, reason=WHY)
    session.refresh(site)
    assert (site.current_version_id, site.planned_end) == (version_id, dt.date(2026, 12, 4))


def test_nothing_is_cancelled_after_a_step_that_cannot_be_taken_back(session: Session) -> None:
    cast, site = closing(session)
    ict, head = cast.actor(session, cast.ict), cast.actor(session, cast.head)
    sign_exit_step(session, ict, NOW, site_id=site.id, step_id=steps(session)[0][0], note="Deleted on the host.")
    form = seen(session, site)
    with refused(session, "irreversible_signed"):
        cancel_closing(session, head, NOW, **form, reason=WHY)
    with refused(session, "not_yours_to_do", "irreversible_signed"):
        cancel_closing(session, ict, NOW, **form, reason=WHY)


def test_a_site_closes_when_every_step_is_signed_and_its_duties_end(session: Session) -> None:
    cast, site = closing(session)
    ict = cast.actor(session, cast.ict)
    form = seen(session, site)
    with refused(session, "exit_step_unsigned", "exit_step_unsigned"):
        close_site(session, ict, NOW, **form)
    for step_id, _, _ in steps(session):
        sign_exit_step(session, ict, NOW, site_id=site.id, step_id=step_id, note="Done and looked at.")
    form, head = seen(session, site), cast.actor(session, cast.head)
    with refused(session, "not_yours_to_do"):
        close_site(session, head, NOW, **form)
    with leaving(session) as left:
        close_site(session, ict, NOW, **form)
    assert (left.rows, left.acts) == ({}, ["site.closed"])
    assert {kind for kind, _ in left.told} == {"site_closed"}
    session.refresh(site)
    assert (site.state, site.closed_at, site.closing_from) == (SiteState.CLOSED, NOW, None)
    ended = session.scalars(sa.select(Appointment.ended_at).where(Appointment.site_id == site.id)).all()
    assert ended == [NOW, NOW, NOW]
    session.rollback()
    with leaving(session) as left:
        close_site(session, ict, NOW, **form)
    assert left.acts == []


def test_closing_a_site_revokes_the_keys_of_other_programs(session: Session) -> None:
    cast, site = closing(session)
    ict, form = cast.actor(session, cast.ict), seen(session, site)
    token = make_key(session, ict, NOW, site_id=form["site_id"], program="Learning platform").token
    for step_id, _, _ in steps(session):
        sign_exit_step(session, ict, NOW, site_id=form["site_id"], step_id=step_id, note="Done and looked at.")
    with leaving(session) as left:
        close_site(session, ict, NOW, **seen(session, site))
    assert left.acts == ["ingest_key.revoked", "site.closed"]
    assert key_of(session, cast.school.id, site.id, token) is None
    assert session.scalars(sa.select(IngestKey.revoked_by)).all() == [cast.ict.id]
