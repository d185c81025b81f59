"""A.3.3: the head approves taking part on others' sites; separate from creation, and not one of our sites."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.approvals.words import RequestKind
from governance.domain.clauses.finding import Standing
from governance.domain.recognition import TAKES_PART, Verdict, answer
from governance.domain.reminders import Matter, Rung
from governance.models import Decision, Site
from governance.queries.register import register_entries, takes_part_at
from governance.services.approvals.asking import ask_approval
from governance.services.approvals.deciding import approve_request, end_request
from governance.services.owed.of_approvals import owed_on_participation
from tests.clauses.standing import said, stands
from tests.factories import NOW, TODAY, make_site
from tests.services.approvals_cast import UNTIL, WHY, approved, asked, participation, seen
from tests.services.cast import Cast, make_cast
from tests.services.unchanged import refused

ADDRESS = "https://rivers.elm.example/round/week-2"
PARTICIPATION = RequestKind.PARTICIPATION


@pytest.fixture
def cast(session: Session) -> Cast:
    return make_cast(session)


def verdict(session: Session, cast: Cast, today: dt.date = TODAY) -> Verdict:
    """What the public register answers for the address of the other school's page."""
    entries = register_entries(session, cast.school.id)
    others = takes_part_at(session, cast.school.id, today)
    session.rollback()
    return answer(ADDRESS, entries, None, others).verdict


def test_it_is_an_approval_of_its_own_and_counts_as_none_of_our_sites(session: Session, cast: Cast) -> None:
    approved(session, cast, PARTICIPATION, participation())
    assert session.scalar(sa.select(sa.func.count()).select_from(Site)) == 0
    assert session.scalar(sa.select(sa.func.count()).select_from(Decision)) == 0
    assert register_entries(session, cast.school.id) == ()


def test_the_public_register_says_that_it_is_not_ours_and_that_we_take_part(session: Session, cast: Cast) -> None:
    request_id = asked(session, cast, PARTICIPATION, participation())
    assert verdict(session, cast) is Verdict.NOT_KNOWN
    head, revision = cast.actor(session, cast.head), seen(session, request_id)
    approve_request(session, head, NOW, request_id=request_id, seen=revision, reason=WHY)
    assert verdict(session, cast) is Verdict.TAKES_PART
    assert "not one of the school's own sites" in TAKES_PART
    assert verdict(session, cast, UNTIL) is Verdict.TAKES_PART
    assert verdict(session, cast, UNTIL + dt.timedelta(days=1)) is Verdict.NOT_KNOWN
    over = "The round is over for us."
    end_request(session, head, NOW, request_id=request_id, seen=seen(session, request_id), reason=over)
    assert verdict(session, cast) is Verdict.NOT_KNOWN


def test_only_the_head_approves_it_and_never_who_asked(session: Session, cast: Cast) -> None:
    request_id = asked(session, cast, PARTICIPATION, participation(), by=cast.head)
    revision = seen(session, request_id)
    for who, code in ((cast.assistant, "not_yours_to_do"), (cast.head, "own_request")):
        actor = cast.actor(session, who)
        with refused(session, code):
            approve_request(session, actor, NOW, request_id=request_id, seen=revision, reason=WHY)


def test_one_of_our_own_sites_is_nothing_to_take_part_on(session: Session, cast: Cast) -> None:
    make_site(session, cast.school, cast.teacher, address="https://rivers.elm.example/round")
    actor = cast.actor(session, cast.teacher)
    with refused(session, "our_own_site"):
        ask_approval(session, actor, NOW, kind=PARTICIPATION, asked=participation())


def test_leave_that_ends_climbs_the_ladder_from_who_asked(session: Session, cast: Cast) -> None:
    request_id = approved(session, cast, PARTICIPATION, participation(ends_on=dt.date(2026, 11, 25)))
    (owed,) = owed_on_participation(session, cast.school, NOW)
    assert (owed.matter, owed.subject_id, owed.by) == (Matter.PARTICIPATION_ENDS, request_id, dt.date(2026, 11, 25))
    assert (owed.authors, owed.starts_at) == ((cast.teacher.id,), Rung.AUTHOR)
    session.rollback()


def test_how_it_stands_is_shown(session: Session, cast: Cast) -> None:
    assert said(session, cast.school, "A.3.3") == ["Nobody has asked for any."]
    request_id = asked(session, cast, PARTICIPATION, participation())
    assert stands(session, cast.school, "A.3.3") is Standing.DUE
    head, revision = cast.actor(session, cast.head), seen(session, request_id)
    approve_request(session, head, NOW, request_id=request_id, seen=revision, reason=WHY)
    assert stands(session, cast.school, "A.3.3") is Standing.KEPT
    later = dt.datetime(2027, 4, 12, 9, 0, tzinfo=dt.UTC)
    assert stands(session, cast.school, "A.3.3", now=later) is Standing.DUE
