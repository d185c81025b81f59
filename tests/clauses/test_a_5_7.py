"""A.5.7: the head approves advertising for contributors: text, where, decision; other roles are refused."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from governance.domain.approvals.words import RequestKind, RequestState
from governance.domain.clauses.finding import Standing
from governance.services.approvals.asking import change_request
from governance.services.approvals.deciding import approve_request
from tests.clauses.standing import said, stands
from tests.factories import NOW, make_site
from tests.services.approvals_cast import WHY, advert, approved, asked, row, seen
from tests.services.cast import Cast, make_cast
from tests.services.unchanged import refused

ADVERTISING = RequestKind.ADVERTISING


@pytest.fixture
def cast(session: Session) -> Cast:
    return make_cast(session)


def test_text_and_where_are_kept_with_the_heads_decision(session: Session, cast: Cast) -> None:
    site_id = make_site(session, cast.school, cast.teacher).id
    given = row(session, approved(session, cast, ADVERTISING, advert(site_id)))
    assert given.answers == {"text": "Would you like to write for our blog?", "where": "In the newsletter."}
    assert (given.state, given.decided_by, given.site_id) == (RequestState.APPROVED, cast.head.id, site_id)


@pytest.mark.parametrize("who", ["assistant", "ict", "second", "dsl", "chair"])
def test_any_other_role_is_refused(session: Session, cast: Cast, who: str) -> None:
    request_id = asked(session, cast, ADVERTISING, advert(make_site(session, cast.school, cast.teacher).id))
    actor, revision = cast.actor(session, getattr(cast, who)), seen(session, request_id)
    with refused(session, "not_yours_to_do"):
        approve_request(session, actor, NOW, request_id=request_id, seen=revision, reason=WHY)


def test_a_change_after_the_approval_voids_it(session: Session, cast: Cast) -> None:
    site_id = make_site(session, cast.school, cast.teacher).id
    request_id = approved(session, cast, ADVERTISING, advert(site_id))
    teacher, revision = cast.actor(session, cast.teacher), seen(session, request_id)
    other = advert(site_id, answers={"text": "Everybody may write!", "where": "In the newsletter."})
    new_id = change_request(session, teacher, NOW, request_id=request_id, seen=revision, asked=other)
    assert row(session, request_id).state is RequestState.VOID
    assert row(session, new_id).state is RequestState.WAITING
    assert stands(session, cast.school, "A.5.7") is Standing.DUE


def test_how_it_stands_is_shown(session: Session, cast: Cast) -> None:
    approved(session, cast, ADVERTISING, advert(make_site(session, cast.school, cast.teacher).id))
    assert said(session, cast.school, "A.5.7") == ["1 advert for contributors approved and in force."]
    assert stands(session, cast.school, "A.5.7") is Standing.KEPT
