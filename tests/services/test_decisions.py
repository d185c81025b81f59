"""Deciding about a version: what a yes, a no and a return change, and that a refusal changes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.words import SiteState, VersionState
from governance.models import Appointment, Decision, IdentityCard, Notice, PolicySetting, ProposalVersion
from governance.services.decisions import approve_version, decide_brand, decline_version, return_version
from governance.services.refused import Refused, Stale
from tests.factories import NOW, let_act_for_head, start_writing
from tests.services.cast import (
    REASON,
    Cast,
    approve,
    audit_codes,
    live_site,
    make_cast,
    ready_to_decide,
    submitted_again,
    submitted_site,
)


def refused(session: Session, act: Callable[[], object]) -> tuple[str, ...]:
    """The codes of the refusal, after showing that nothing changed and nothing was recorded."""
    before = (audit_codes(session), session.scalar(sa.select(sa.func.count()).select_from(Decision)))
    session.rollback()
    with pytest.raises(Refused) as found:
        act()
    after = (audit_codes(session), session.scalar(sa.select(sa.func.count()).select_from(Decision)))
    session.rollback()
    assert after == before
    return found.value.codes


def ask_second(session: Session, cast: Cast, *names: str) -> None:
    start_writing(session)
    session.add(
        PolicySetting(
            school_id=cast.school.id,
            key="second_approvers",
            value={"is": list(names)},
            changed_at=NOW,
            changed_by=cast.head.id,
        )
    )
    session.commit()


def test_a_yes_approves_the_version_the_site_and_its_people(session: Session) -> None:
    cast = make_cast(session)
    site, version = submitted_site(session, cast)
    ready_to_decide(session, cast, version)
    approve(session, cast, version)
    session.refresh(site)
    session.refresh(version)
    assert (site.state, version.state, site.current_version_id) == ("approved", "approved", version.id)
    assert site.address == "https://blogs.school.example/year3"
    assert site.planned_end == dt.date(2027, 7, 23)
    assert site.resourcing_owner_id == cast.assistant.id
    appointed = session.scalars(sa.select(Appointment)).all()
    assert {(a.person_id, a.duty.value, a.approved_by) for a in appointed} == {
        (cast.teacher.id, "administrator", cast.head.id),
        (cast.teacher.id, "moderator", cast.head.id),
        (cast.second.id, "moderator", cast.head.id),
    }
    assert [card.position for card in session.scalars(sa.select(IdentityCard))] == ["Class teacher"]
    assert audit_codes(session) == [
        "discussion.recorded",
        "consultation.recorded",
        "risks.signed",
        "appointment.approved",
        "appointment.approved",
        "appointment.approved",
        "proposal.approved",
        "brand.approved",
    ]
    assert sorted(notice.kind for notice in session.scalars(sa.select(Notice))) == [
        "proposal_approved",
        "proposal_approved",
    ]


def test_an_approval_needs_discussion_consultation_and_signature(session: Session) -> None:
    cast = make_cast(session)
    _, version = submitted_site(session, cast)
    head = cast.actor(session, cast.head)
    assert refused(
        session, lambda: approve_version(session, head, NOW, version_id=version.id, seen=1, reason=REASON)
    ) == ("no_discussion", "no_consultation", "risks_not_signed")


def test_nobody_decides_their_own_not_even_when_acting_for_the_head(session: Session) -> None:
    cast = make_cast(session)
    _, version = submitted_site(session, cast)
    ready_to_decide(session, cast, version)
    let_act_for_head(session, cast.school, cast.teacher, cast.head)
    acting = cast.actor(session, cast.teacher)
    for act in (approve_version, return_version, decline_version):
        assert refused(
            session, lambda act=act: act(session, acting, NOW, version_id=version.id, seen=1, reason=REASON)
        ) == ("own_proposal",)


def test_a_teacher_cannot_decide(session: Session) -> None:
    cast = make_cast(session)
    _, version = submitted_site(session, cast)
    ready_to_decide(session, cast, version)
    actor = cast.actor(session, cast.second)
    assert refused(
        session, lambda: approve_version(session, actor, NOW, version_id=version.id, seen=1, reason=REASON)
    ) == ("not_yours_to_do",)


def test_who_acts_for_the_head_decides_and_the_delegation_is_kept(session: Session) -> None:
    cast = make_cast(session)
    _, version = submitted_site(session, cast)
    ready_to_decide(session, cast, version)
    delegation = let_act_for_head(session, cast.school, cast.assistant, cast.head)
    acting = cast.actor(session, cast.assistant)
    approve_version(session, acting, NOW, version_id=version.id, seen=1, reason=REASON)
    assert session.scalars(sa.select(Decision.delegation_id)).all() == [delegation.id]


@pytest.mark.parametrize(
    ("act", "state", "code"),
    [
        (return_version, VersionState.RETURNED, "proposal.returned"),
        (decline_version, VersionState.DECLINED, "proposal.declined"),
    ],
)
def test_a_return_and_a_no_move_the_version_alone(
    session: Session, act: Callable[..., None], state: VersionState, code: str
) -> None:
    cast = make_cast(session)
    site, version = submitted_site(session, cast)
    head = cast.actor(session, cast.head)
    act(session, head, NOW, version_id=version.id, seen=1, reason=REASON)
    session.refresh(version)
    session.refresh(site)
    assert (version.state, site.state) == (state, SiteState.PROPOSED)
    assert audit_codes(session) == [code]
    # The same again changes nothing and is no error.
    act(session, head, NOW, version_id=version.id, seen=1, reason=REASON)
    assert audit_codes(session) == [code]


def test_a_stale_decision_is_refused_with_who_did_what(session: Session) -> None:
    cast = make_cast(session)
    _, version = submitted_site(session, cast)
    ready_to_decide(session, cast, version)
    let_act_for_head(session, cast.school, cast.assistant, cast.head)
    decline_version(
        session, cast.actor(session, cast.assistant), NOW, version_id=version.id, seen=1, reason="Too much work now."
    )
    with pytest.raises(Stale) as found:
        approve_version(session, cast.actor(session, cast.head), NOW, version_id=version.id, seen=1, reason=REASON)
    assert "at 10:30 on Wednesday 18 November: assistant head declined version 1" in found.value.refusals[0].sentence


def test_a_repeated_yes_is_harmless(session: Session) -> None:
    cast = make_cast(session)
    _, version = submitted_site(session, cast)
    ready_to_decide(session, cast, version)
    approve(session, cast, version)
    before = audit_codes(session)
    approve(session, cast, version)
    assert audit_codes(session) == before


def test_every_approver_of_the_policy_is_asked_and_the_last_yes_moves_it(session: Session) -> None:
    cast = make_cast(session)
    ask_second(session, cast, "governors")
    site, version = submitted_site(session, cast)
    ready_to_decide(session, cast, version)
    approve_version(session, cast.actor(session, cast.head), NOW, version_id=version.id, seen=1, reason=REASON)
    session.refresh(version)
    session.refresh(site)
    assert (version.state, site.state) == ("submitted", "proposed")
    chair = cast.actor(session, cast.chair)
    seen = version.revision
    assert refused(
        session, lambda: approve_version(session, chair, NOW, version_id=version.id, seen=seen, reason=REASON)
    ) == ("no_minute",)
    approve_version(session, chair, NOW, version_id=version.id, seen=seen, reason=REASON, minute="12 November, item 4")
    session.refresh(version)
    session.refresh(site)
    assert (version.state, site.state) == ("approved", "approved")


def test_any_no_ends_it_even_after_a_yes(session: Session) -> None:
    cast = make_cast(session)
    ask_second(session, cast, "governors")
    _, version = submitted_site(session, cast)
    ready_to_decide(session, cast, version)
    approve_version(session, cast.actor(session, cast.head), NOW, version_id=version.id, seen=1, reason=REASON)
    session.refresh(version)
    decline_version(
        session,
        cast.actor(session, cast.chair),
        NOW,
        version_id=version.id,
        seen=version.revision,
        reason="Governors want a smaller start.",
        minute="12 November, item 4",
    )
    session.refresh(version)
    assert version.state is VersionState.DECLINED


def test_two_yeses_from_one_person_are_one(session: Session) -> None:
    cast = make_cast(session)
    ask_second(session, cast, "leadership")
    _, version = submitted_site(session, cast)
    ready_to_decide(session, cast, version)
    approve_version(session, cast.actor(session, cast.assistant), NOW, version_id=version.id, seen=1, reason=REASON)
    let_act_for_head(session, cast.school, cast.assistant, cast.head)
    session.refresh(version)
    before = audit_codes(session)
    approve_version(
        session,
        cast.actor(session, cast.assistant),
        NOW,
        version_id=version.id,
        seen=version.revision,
        reason=REASON,
    )
    assert audit_codes(session) == before
    session.refresh(version)
    assert version.state is VersionState.SUBMITTED


def test_a_change_of_audience_needs_a_new_discussion(session: Session) -> None:
    cast = make_cast(session)
    _, version = submitted_site(session, cast)
    ready_to_decide(session, cast, version)
    start_writing(session)
    version.state = VersionState.SUPERSEDED
    session.flush()
    wider = ProposalVersion(
        school_id=version.school_id,
        site_id=version.site_id,
        number=2,
        state=VersionState.SUBMITTED,
        proposer_id=cast.teacher.id,
        answers={**version.answers, "audience": ["pupils", "parents", "staff", "public"]},
        started_at=NOW,
        submitted_at=NOW,
        content_hash="1" * 64,
    )
    session.add(wider)
    session.commit()
    head = cast.actor(session, cast.head)
    assert refused(
        session, lambda: approve_version(session, head, NOW, version_id=wider.id, seen=1, reason=REASON)
    ) == ("no_discussion", "risks_not_signed")


def test_logo_and_brand_are_a_decision_of_their_own(session: Session) -> None:
    cast = make_cast(session)
    site, version = submitted_site(session, cast)
    head = cast.actor(session, cast.head)
    decide_brand(session, head, NOW, version_id=version.id, seen=1, reason="Not on this host.", is_yes=False)
    session.refresh(version)
    session.refresh(site)
    assert (version.state, site.state) == ("submitted", "proposed")
    kinds = session.execute(sa.select(Decision.kind, Decision.answer)).all()
    assert [(kind.value, answer.value) for kind, answer in kinds] == [("brand", "no")]


def test_the_old_version_stands_until_the_new_one_is_approved(session: Session) -> None:
    cast = make_cast(session)
    site, version = submitted_site(session, cast)
    ready_to_decide(session, cast, version)
    approve(session, cast, version)
    start_writing(session)
    newer = ProposalVersion(
        school_id=version.school_id,
        site_id=version.site_id,
        number=2,
        state=VersionState.SUBMITTED,
        proposer_id=cast.teacher.id,
        answers={**version.answers, "name": "Year 3 writes"},
        started_at=NOW,
        submitted_at=NOW,
        content_hash="1" * 64,
    )
    session.add(newer)
    session.commit()
    assert (version.state, site.current_version_id, site.name) == ("approved", version.id, "Year 3 blog")
    head, newer_id = cast.actor(session, cast.head), newer.id
    approve_version(session, head, NOW, version_id=newer_id, seen=1, reason=REASON)
    session.expire_all()
    assert (version.state, newer.state, site.current_version_id) == ("superseded", "approved", newer.id)
    assert site.name == "Year 3 writes"
    assert audit_codes(session)[-2:] == ["proposal.superseded", "proposal.approved"]


@pytest.mark.parametrize(
    ("asked", "then"),
    [
        pytest.param("2027-07-16", dt.date(2027, 7, 16), id="an earlier end of a live site counts with its approval"),
        pytest.param("2027-12-17", dt.date(2027, 7, 23), id="a later end waits until the head decides that it goes on"),
    ],
)
def test_the_planned_end_of_a_live_site(session: Session, asked: str, then: dt.date) -> None:
    cast = make_cast(session)
    site = live_site(session, cast)
    running = session.get_one(ProposalVersion, site.current_version_id)
    version = submitted_again(session, running, ends_on=asked)
    version_id, seen = version.id, version.revision
    session.rollback()
    approve_version(session, cast.actor(session, cast.head), NOW, version_id=version_id, seen=seen, reason=REASON)
    session.refresh(site)
    assert (site.current_version_id, site.planned_end) == (version_id, then)
