"""Asking and deciding beyond a site's creation: who, when, and that nobody decides what they asked for themselves."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from governance.domain.approvals.kinds import WhatIsAsked
from governance.domain.approvals.words import RequestKind, RequestState
from governance.domain.words import Role
from governance.models import ApprovalRequest, Notice
from governance.services.approvals.asking import ask_approval, change_request, withdraw_request
from governance.services.approvals.deciding import approve_request, decline_request, end_request, return_request
from governance.services.authorisations_given import authorisation_in_force, authorisations_in_force
from governance.services.refused import NotHere, Stale
from tests.factories import NOW, TODAY, actor_of, let_act_for_head, make_person, make_school, make_site, start_writing
from tests.services.approvals_cast import (
    UNTIL,
    WHY,
    advert,
    approved,
    asked,
    brand,
    commitment,
    participation,
    row,
    seen,
)
from tests.services.cast import Cast, audit_codes, make_cast
from tests.services.unchanged import refused, unchanged

KIND = RequestKind


def told(session: Session) -> list[tuple[int | None, str, str]]:
    """Whom a mail of which kind was left for, and where it leads."""
    rows = session.execute(sa.select(Notice.person_id, Notice.kind, Notice.link).order_by(Notice.id)).all()
    session.rollback()
    return [(person, kind, link) for person, kind, link in rows]


@pytest.fixture
def cast(session: Session) -> Cast:
    return make_cast(session)


def test_a_request_waits_and_whoever_decides_is_told(session: Session, cast: Cast) -> None:
    request_id = asked(session, cast, KIND.PARTICIPATION, participation())
    made = row(session, request_id)
    assert (made.kind, made.state, made.label) == (
        KIND.PARTICIPATION,
        RequestState.WAITING,
        "Rivers round of Elm School",
    )
    assert (made.asked_by, made.address, made.ends_on) == (cast.teacher.id, "https://rivers.elm.example/round", UNTIL)
    assert told(session) == [(cast.head.id, "approval_asked", f"/s/oak/approvals/{request_id}")]
    assert audit_codes(session) == ["request.made"]


def test_the_head_approves_with_a_reason_and_who_asked_is_told(session: Session, cast: Cast) -> None:
    request_id = asked(session, cast, KIND.PARTICIPATION, participation())
    head, revision = cast.actor(session, cast.head), seen(session, request_id)
    approve_request(session, head, NOW, request_id=request_id, seen=revision, reason=WHY, conditions="No names.")
    made = row(session, request_id)
    assert (made.state, made.decided_by, made.reason, made.conditions) == (
        RequestState.APPROVED,
        cast.head.id,
        WHY,
        "No names.",
    )
    assert told(session)[-1] == (cast.teacher.id, "approval_decided", f"/s/oak/approvals/{request_id}")
    with unchanged(session):
        approve_request(session, head, NOW, request_id=request_id, seen=revision, reason=WHY)


@pytest.mark.parametrize(
    ("kind", "who", "codes"),
    [
        pytest.param(KIND.PARTICIPATION, "assistant", ("not_yours_to_do",), id="participation is the head's alone"),
        pytest.param(KIND.BRAND, "assistant", ("not_yours_to_do",), id="logo and brand are the head's alone"),
        pytest.param(KIND.PARTICIPATION, "chair", ("not_yours_to_do",), id="the chair decides only by delegation"),
        pytest.param(KIND.COMMITMENT, "second", ("not_yours_to_do",), id="another teacher authorises nothing"),
    ],
)
def test_any_other_role_is_refused(
    session: Session, cast: Cast, kind: RequestKind, who: str, codes: tuple[str, ...]
) -> None:
    what = {KIND.PARTICIPATION: participation(), KIND.BRAND: brand(use="print"), KIND.COMMITMENT: commitment()}[kind]
    request_id = asked(session, cast, kind, what)
    actor, revision = cast.actor(session, getattr(cast, who)), seen(session, request_id)
    for decide in (approve_request, decline_request, return_request):
        with refused(session, *codes):
            decide(session, actor, NOW, request_id=request_id, seen=revision, reason=WHY)


def test_the_head_does_not_decide_what_the_head_asked_for(session: Session, cast: Cast) -> None:
    request_id = asked(session, cast, KIND.PARTICIPATION, participation(), by=cast.head)
    assert told(session) == [(cast.chair.id, "approval_asked", f"/s/oak/approvals/{request_id}")]
    head, revision = cast.actor(session, cast.head), seen(session, request_id)
    with refused(session, "own_request"):
        approve_request(session, head, NOW, request_id=request_id, seen=revision, reason=WHY)
    delegation_id = let_act_for_head(session, cast.school, cast.chair, cast.head).id
    chair = cast.actor(session, cast.chair)
    approve_request(session, chair, NOW, request_id=request_id, seen=revision, reason=WHY)
    made = row(session, request_id)
    assert (made.decided_by, made.delegation_id) == (cast.chair.id, delegation_id)


def test_the_database_refuses_a_decider_who_asked(session: Session, cast: Cast) -> None:
    request_id = asked(session, cast, KIND.BRAND, brand(use="print"))
    start_writing(session)
    with pytest.raises(DBAPIError, match="nobody_decides_their_own"):
        session.execute(
            sa.update(ApprovalRequest)
            .where(ApprovalRequest.id == request_id)
            .values(state="approved", decided_by=cast.teacher.id, decided_at=NOW, reason=WHY)
        )
    session.rollback()


def test_what_was_decided_stands_in_the_database_as_it_was_asked_for(session: Session, cast: Cast) -> None:
    request_id = approved(session, cast, KIND.BRAND, brand(use="print"))
    for values in ({"answers": {"use": "partner"}}, {"reason": "Something else altogether."}):
        start_writing(session)
        with pytest.raises(DBAPIError, match="stands as it was asked for"):
            session.execute(sa.update(ApprovalRequest).where(ApprovalRequest.id == request_id).values(values))
        session.rollback()


def test_what_is_returned_is_changed_and_waits_again(session: Session, cast: Cast) -> None:
    request_id = asked(session, cast, KIND.PARTICIPATION, participation())
    head, revision = cast.actor(session, cast.head), seen(session, request_id)
    return_request(session, head, NOW, request_id=request_id, seen=revision, reason="Say who supervises it.")
    assert row(session, request_id).state is RequestState.RETURNED
    teacher, revision = cast.actor(session, cast.teacher), seen(session, request_id)
    changed = participation(label="Rivers round")
    assert change_request(session, teacher, NOW, request_id=request_id, seen=revision, asked=changed) == request_id
    made = row(session, request_id)
    assert (made.state, made.label, made.decided_by, made.reason) == (RequestState.WAITING, "Rivers round", None, "")
    with pytest.raises(Stale):
        approve_request(session, head, NOW, request_id=request_id, seen=revision, reason=WHY)


def test_a_change_after_approval_makes_it_void_and_asks_anew(session: Session, cast: Cast) -> None:
    site_id = make_site(session, cast.school, cast.teacher).id
    request_id = approved(session, cast, KIND.ADVERTISING, advert(site_id))
    teacher, revision = cast.actor(session, cast.teacher), seen(session, request_id)
    changed = advert(site_id, answers={"text": "Write for us, whoever you are!", "where": "On a poster."})
    new_id = change_request(session, teacher, NOW, request_id=request_id, seen=revision, asked=changed)
    old, new = row(session, request_id), row(session, new_id)
    assert (old.state, old.answers["text"]) == (RequestState.VOID, "Would you like to write for our blog?")
    assert (new.state, new.replaces_id) == (RequestState.WAITING, request_id)
    assert audit_codes(session)[-2:] == ["request.voided", "request.made"]


def test_a_request_is_withdrawn_by_who_asked_and_only_before_it_is_decided(session: Session, cast: Cast) -> None:
    request_id = asked(session, cast, KIND.BRAND, brand(use="partner"))
    teacher, revision = cast.actor(session, cast.teacher), seen(session, request_id)
    with refused(session, "not_yours_to_do"):
        withdraw_request(session, cast.actor(session, cast.second), NOW, request_id=request_id, seen=revision)
    withdraw_request(session, teacher, NOW, request_id=request_id, seen=revision)
    assert row(session, request_id).state is RequestState.WITHDRAWN
    with unchanged(session):
        withdraw_request(session, teacher, NOW, request_id=request_id, seen=revision)
    with refused(session, "not_in_this_state"):
        head = cast.actor(session, cast.head)
        approve_request(session, head, NOW, request_id=request_id, seen=seen(session, request_id), reason=WHY)


def test_what_was_approved_is_ended_with_a_reason(session: Session, cast: Cast) -> None:
    request_id = approved(session, cast, KIND.PARTICIPATION, participation())
    head, revision = cast.actor(session, cast.head), seen(session, request_id)
    with refused(session, "reason_blank"):
        end_request(session, head, NOW, request_id=request_id, seen=revision, reason=" ")
    end_request(session, head, NOW, request_id=request_id, seen=revision, reason="The round is over for us.")
    made = row(session, request_id)
    assert (made.state, made.ended_by, made.end_reason) == (
        RequestState.ENDED,
        cast.head.id,
        "The round is over for us.",
    )


@pytest.mark.parametrize(
    ("kind", "what", "codes"),
    [
        pytest.param(
            KIND.PARTICIPATION,
            WhatIsAsked(label=""),
            ("answer_missing",) * 7,
            id="participation: whose, what for, who, safety, a name, where and until when",
        ),
        pytest.param(
            KIND.PARTICIPATION,
            participation(address="no address at all"),
            ("address_unseen_characters",),
            id="an address that cannot be read",
        ),
        pytest.param(
            KIND.PARTICIPATION, participation(ends_on=dt.date(2026, 11, 17)), ("ends_in_past",), id="a day that passed"
        ),
        pytest.param(KIND.BRAND, brand(None), ("answer_missing",), id="the logo on a site names the site"),
        pytest.param(KIND.BRAND, brand(use="tattoo"), ("answer_missing",), id="only the uses that are listed"),
        pytest.param(KIND.ADVERTISING, advert(None), ("answer_missing",), id="an advert is for a site"),
        pytest.param(KIND.COMMITMENT, commitment(ends_on=None), ("answer_missing",), id="nothing without an end"),
    ],
)
def test_what_is_not_complete_is_not_asked_for(
    session: Session, cast: Cast, kind: RequestKind, what: WhatIsAsked, codes: tuple[str, ...]
) -> None:
    teacher = cast.actor(session, cast.teacher)
    with refused(session, *codes):
        ask_approval(session, teacher, NOW, kind=kind, asked=what)


def test_another_schools_site_and_request_are_not_here(session: Session, cast: Cast) -> None:
    other = make_school(session, "elm")
    site_id = make_site(session, other, make_person(session, other, Role.TEACHER, name="elsewhere")).id
    teacher = cast.actor(session, cast.teacher)
    with unchanged(session), pytest.raises(NotHere):
        ask_approval(session, teacher, NOW, kind=KIND.ADVERTISING, asked=advert(site_id))
    request_id = asked(session, cast, KIND.BRAND, brand(use="print"))
    outsider = make_person(session, other, Role.HEAD, name="other head")
    head = actor_of(session, other, outsider)
    with unchanged(session), pytest.raises(NotHere):
        approve_request(session, head, NOW, request_id=request_id, seen=1, reason=WHY)


def test_an_authorisation_holds_until_its_last_day_and_only_as_one(session: Session, cast: Cast) -> None:
    authorised = approved(session, cast, KIND.COMMITMENT, commitment(), by=cast.assistant)
    other_kind = approved(session, cast, KIND.BRAND, brand(use="print"))
    last = dt.date(2026, 12, 18)
    assert authorisation_in_force(session, cast.school.id, authorised, TODAY)
    assert authorisation_in_force(session, cast.school.id, authorised, last)
    assert not authorisation_in_force(session, cast.school.id, authorised, last + dt.timedelta(days=1))
    assert not authorisation_in_force(session, cast.school.id, other_kind, TODAY)
    assert [one.id for one in authorisations_in_force(session, cast.school.id, TODAY)] == [authorised]
