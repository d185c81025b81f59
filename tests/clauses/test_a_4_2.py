"""A.4.2: no disclosure, commitment or activity without authorisation by leadership: what, for whom, by, date."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from governance.domain.approvals.words import RequestKind
from governance.domain.clauses.finding import Standing
from governance.services.approvals.deciding import approve_request
from governance.services.authorisations_given import authorisation_in_force
from tests.clauses.standing import said, stands
from tests.factories import NOW, TODAY
from tests.services.approvals_cast import WHY, approved, asked, commitment, row, seen
from tests.services.cast import Cast, make_cast
from tests.services.unchanged import refused

COMMITMENT = RequestKind.COMMITMENT


@pytest.fixture
def cast(session: Session) -> Cast:
    return make_cast(session)


def test_a_member_of_leadership_authorises_and_what_by_whom_and_when_is_kept(session: Session, cast: Cast) -> None:
    request_id = approved(session, cast, COMMITMENT, commitment(), by=cast.assistant)
    given = row(session, request_id)
    assert (given.answers["sort"], given.answers["for_whom"]) == ("commitment", "The parents’ association")
    assert (given.decided_by, given.decided_at, given.ends_on) == (cast.assistant.id, NOW, dt.date(2026, 12, 18))


def test_a_teacher_and_who_asked_authorise_nothing(session: Session, cast: Cast) -> None:
    request_id = asked(session, cast, COMMITMENT, commitment(), by=cast.assistant)
    revision = seen(session, request_id)
    for who, code in ((cast.second, "not_yours_to_do"), (cast.assistant, "own_request")):
        actor = cast.actor(session, who)
        with refused(session, code):
            approve_request(session, actor, NOW, request_id=request_id, seen=revision, reason=WHY)
    assert not authorisation_in_force(session, cast.school.id, request_id, TODAY)


def test_an_item_without_an_authorisation_that_holds_has_none(session: Session, cast: Cast) -> None:
    request_id = approved(session, cast, COMMITMENT, commitment())
    assert authorisation_in_force(session, cast.school.id, request_id, TODAY)
    assert not authorisation_in_force(session, cast.school.id, request_id, dt.date(2026, 12, 19))
    assert not authorisation_in_force(session, cast.school.id, 0, TODAY)


def test_how_it_stands_is_shown(session: Session, cast: Cast) -> None:
    asked(session, cast, COMMITMENT, commitment())
    assert stands(session, cast.school, "A.4.2") is Standing.DUE
    assert said(session, cast.school, "A.4.2") == ["1 request waits for a decision."]
